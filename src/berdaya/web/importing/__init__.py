"""Pages that take spreadsheets into the ledger."""
