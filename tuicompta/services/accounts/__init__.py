"""Accounts: finding, creating, writing, deleting them; the delivered charts."""
