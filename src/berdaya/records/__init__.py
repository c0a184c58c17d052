"""What the agency keeps: users, territories, the ledger of observations, and the runs computed from it."""
