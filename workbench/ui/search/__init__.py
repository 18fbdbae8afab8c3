"""Finding anything that the project names: areas, practices, sites, postcodes and places."""
