"""A plan for other programs and the public: GeoPackage, GeoJSON and CSV tables, each with where it is from."""
