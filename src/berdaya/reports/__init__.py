"""Letters and papers: what stands in them, how they look, and how they are rendered."""
