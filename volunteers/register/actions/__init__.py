"""Every write of the register."""
