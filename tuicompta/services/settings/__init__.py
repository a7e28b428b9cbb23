"""Settings of the dossier: reading, checking, writing them."""
