"""Books of entries: journals, centralising journal, entries to check."""
