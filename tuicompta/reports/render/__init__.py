"""Outputs of a report: each renderer turns the same rows into chunks of text or bytes (ETSO-01)."""
