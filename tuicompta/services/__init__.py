"""Use cases: one function does one act, in one transaction, for one dossier."""
