"""Numbered letters and papers as they were issued, and what proves them."""
