"""Issued papers and the page that verifies them."""
