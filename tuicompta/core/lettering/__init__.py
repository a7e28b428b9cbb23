"""Lettering of the lines of one account: codes, what a selection allows, how lines that settle each other are found."""
