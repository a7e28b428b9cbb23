"""French double-entry bookkeeping in the terminal."""

__version__ = "0.1.0"
