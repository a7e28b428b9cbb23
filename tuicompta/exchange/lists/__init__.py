"""The lists of the program as files: one table in, the bytes of a format out (XPL)."""
