"""What people decided about findings, with their reasons."""
