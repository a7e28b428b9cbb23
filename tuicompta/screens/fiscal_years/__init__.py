"""Fiscal years: list and card."""
