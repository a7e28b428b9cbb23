"""Dossiers: creating, opening, adding one, what one is; input that was interrupted."""
