"""Small widgets and painters that every screen is built from."""
