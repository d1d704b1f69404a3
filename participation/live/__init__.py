"""Live streams: events in the order they were committed, told to every screen that may see them."""
