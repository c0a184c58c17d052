"""Keys and sealed values: what is personal, and the bytes that may hold it, lie here encrypted."""
