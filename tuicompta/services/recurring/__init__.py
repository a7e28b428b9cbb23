"""Recurring entries «Abonnements»: cards, occurrences, generation (ABO)."""
