"""Help without a network: the user guide in a window, and what the program is made of."""
