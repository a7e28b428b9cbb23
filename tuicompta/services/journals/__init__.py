"""Journals, their cards and their months."""
