"""Cards: their window, locks, and what their fields propose."""
