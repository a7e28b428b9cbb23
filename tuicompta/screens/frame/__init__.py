"""The frame of the program: keys, actions, menus, palette, windows, boxes, what a terminal can do."""
