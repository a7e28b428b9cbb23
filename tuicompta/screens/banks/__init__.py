"""Banks, chequebooks and cheques."""
