"""Practical entry: invoices and cash operations typed without accounts, and the entries they make (SP, SPT)."""
