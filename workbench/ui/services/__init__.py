"""The services view: the matrix of services by localities, its editor and its dialogs."""
