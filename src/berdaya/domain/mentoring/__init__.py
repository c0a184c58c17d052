"""Staged mentoring: pathways with gates, what proves a stage, when to visit next, and groups that save together."""
