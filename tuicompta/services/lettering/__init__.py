"""Lettering: one code on the lines of one account and one fiscal year that settle each other (LETT, LAUT, DLET)."""
