"""Typing entries: journal window, kilomètre, one entry, opening balance."""
