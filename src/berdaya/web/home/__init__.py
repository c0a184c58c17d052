"""Beranda: the regency measured, on one page."""
