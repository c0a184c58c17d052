"""Lists that filter, sort, page, export and print."""
