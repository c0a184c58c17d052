"""Comparison: villages and kecamatan side by side, in one index, in one year or between two."""
