"""Working before twenty people: workshop mode, snapshots, parked notes, projector, presenter."""
