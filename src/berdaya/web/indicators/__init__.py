"""Indicators: which of them hold the villages back, and one of them on a page of its own."""
