"""Pictures of the ground from files on this computer: tiles, and pictures that know their place."""
