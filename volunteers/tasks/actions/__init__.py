"""Every write of the room, by what is done."""
