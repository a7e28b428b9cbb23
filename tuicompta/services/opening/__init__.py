"""The opening balance: its window, and its deletion as a whole (BO)."""
