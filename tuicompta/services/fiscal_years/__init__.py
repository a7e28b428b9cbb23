"""Fiscal years and their dates."""
