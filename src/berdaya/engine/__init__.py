"""Scale: an edition compiled once to one DuckDB query, equal to the pure core on every status, point and interval."""
