"""Bulgarian formats."""
