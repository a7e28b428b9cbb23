"""Third parties and addresses."""
