"""The help, the table of keys, «À propos»."""
