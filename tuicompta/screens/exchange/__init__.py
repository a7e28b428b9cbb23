"""Accounting files: export, control, import, exchange with the accountant."""
