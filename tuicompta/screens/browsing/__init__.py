"""Reading the books on screen: search of entries, general ledger, trial balance."""
