"""Views of lists and their exports."""
