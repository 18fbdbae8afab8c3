"""The project file: one GeoPackage, written beside and replaced."""
