"""Formats in and out. Modules that only parse need no Django; those that write records stand apart."""
