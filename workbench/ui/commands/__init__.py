"""What the commands of the window do, a file a menu."""
