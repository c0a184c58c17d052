"""What the system tells a person."""
