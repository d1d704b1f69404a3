"""Measurements: what the platform promises, on this machine, each beside a control."""
