"""Pages of giving money."""
