"""Lettering on screen: in the consultation, in two tables, automatic, and undone."""
