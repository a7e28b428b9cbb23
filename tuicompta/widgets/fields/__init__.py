"""Fields of cards and dialogs: one line each, no box, their own reading of what is typed."""
