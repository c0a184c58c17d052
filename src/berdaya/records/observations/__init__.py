"""The ledger: every value with its village, year, source, author, time and the document it came from."""
