"""Computed results, frozen once published."""
