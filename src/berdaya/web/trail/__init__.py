"""The page that shows who changed, read and exported what."""
