"""General ledger and ledger of the third parties."""
