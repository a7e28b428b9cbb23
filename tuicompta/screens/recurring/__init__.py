"""Screens of the recurring entries «Abonnements» (ABO)."""
