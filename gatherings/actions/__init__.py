"""Every write of sessions, split by who does it."""
