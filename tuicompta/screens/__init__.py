"""Screens of the terminal program: each turns what the user does into one service call."""
