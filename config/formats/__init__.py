"""Formats of days and moments that Django lacks, by language."""
