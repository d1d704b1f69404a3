"""Every read of the room, by what it answers."""
