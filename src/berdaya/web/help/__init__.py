"""Help for each page."""
