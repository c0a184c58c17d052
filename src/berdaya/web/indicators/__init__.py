"""The page of one indicator over all villages."""
