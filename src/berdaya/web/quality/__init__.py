"""Findings in the data, and what was decided about them."""
