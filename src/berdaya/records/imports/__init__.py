"""An office's spreadsheets on their way into the ledger: batches, mappings, their history."""
