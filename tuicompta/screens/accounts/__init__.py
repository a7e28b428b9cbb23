"""Accounts and their third parties: lists and cards."""
