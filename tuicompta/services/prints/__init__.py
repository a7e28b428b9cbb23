"""What the prints need: the printer, key words, the lines behind a printed one."""
