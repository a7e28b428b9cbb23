"""Acts on entries: save, change, delete, change of status, validation."""
