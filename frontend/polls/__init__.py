"""Polls: a component that any page can place, and pages of their own."""
