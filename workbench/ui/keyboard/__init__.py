"""Working on the map without a mouse: the unit cursor, its keys, and what a screen reader hears."""
