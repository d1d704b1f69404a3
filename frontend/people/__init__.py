"""Joining, signing in, one's own page, keys to the API, the demo's mailbox."""
