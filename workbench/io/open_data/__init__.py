"""A plan for other programs and the public: GeoPackage, GeoJSON and CSV tables, with where each is from."""
