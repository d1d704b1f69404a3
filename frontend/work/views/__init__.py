"""Pages of the officials' workspace."""
