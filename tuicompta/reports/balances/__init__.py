"""Balances: general, by period, of the third parties, between years."""
