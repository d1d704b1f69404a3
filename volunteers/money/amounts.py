"""Bounds of sums, all in euro cents."""

LEAST = 100
MOST = 5_000_000
TWO_OFFICIALS_FROM = 500_000  # a payout above it is approved by two
HIGHEST_GOAL = 1_000_000_000
