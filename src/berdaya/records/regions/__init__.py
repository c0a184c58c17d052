"""Territories from province to village, the history of their codes, their shapes and their people."""
