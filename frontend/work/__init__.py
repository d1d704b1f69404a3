"""The workspace of a municipality's officials."""
