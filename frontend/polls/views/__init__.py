"""Views of polls: read the form, call, answer."""
