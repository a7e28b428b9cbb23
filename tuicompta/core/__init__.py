"""Rules of the trade on plain values: no input, no output, no screen, no storage."""
