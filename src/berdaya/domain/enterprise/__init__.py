"""Enterprises: their size by law, their growth on visible axes, and the licences that run out."""
