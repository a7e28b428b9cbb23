"""Widgets of the terminal program: they paint, they hear keys, they know nothing of accounting."""
