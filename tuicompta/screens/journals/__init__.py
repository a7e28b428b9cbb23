"""Journals: list and card."""
