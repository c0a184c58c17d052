"""Workbooks out and in: templates of any edition, and the reading of files that strangers send."""
