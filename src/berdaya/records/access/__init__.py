"""Users, their roles and the territory each may see and change."""
