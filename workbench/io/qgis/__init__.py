"""Styles that QGIS finds in a GeoPackage and uses by itself."""
