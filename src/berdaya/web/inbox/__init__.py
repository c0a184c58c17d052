"""What the system tells the reader, and the weekly digest."""
