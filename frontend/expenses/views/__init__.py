"""Pages of expenses and papers."""
