"""The ministry's answers (IDM, one JSON a village and year): read, fetched, and taken into the ledger."""
