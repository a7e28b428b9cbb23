"""Matching due dates with what settles them."""
