"""Working before twenty people: workshop mode, snapshots, parked notes, the projector's map, the presenter."""
