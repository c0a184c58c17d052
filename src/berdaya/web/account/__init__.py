"""Signing in and out, and who reads a page."""
