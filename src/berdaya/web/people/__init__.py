"""Users, their roles and sessions, for administrators."""
