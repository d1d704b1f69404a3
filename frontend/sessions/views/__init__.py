"""Views of public forum sessions, by what one does there."""
