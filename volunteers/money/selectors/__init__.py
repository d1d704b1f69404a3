"""Every read of the room, by what it is about."""
