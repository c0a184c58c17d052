"""Who changed, read and exported what: rows that are only added."""
