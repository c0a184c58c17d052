"""Backups: everything the office keeps in one archive, its keys apart, and the way back."""
