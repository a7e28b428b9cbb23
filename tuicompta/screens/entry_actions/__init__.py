"""The actions on an entry, for every window that shows entries."""
