"""The keystroke machine of the entry grids: keys in, lines of entries and what to paint out. No I/O."""
