"""File formats: bytes in, immutable values out, and back."""
