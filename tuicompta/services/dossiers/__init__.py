"""The dossier file: created, opened, checked, updated; sessions, locks and drafts."""
