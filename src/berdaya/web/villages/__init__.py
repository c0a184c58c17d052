"""Desa: one village explained, indicator by indicator."""
