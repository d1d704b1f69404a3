"""Every read of sessions, split by what is read."""
