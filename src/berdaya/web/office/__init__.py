"""Setting up and running the office: its identity, its health, its catalogue."""
