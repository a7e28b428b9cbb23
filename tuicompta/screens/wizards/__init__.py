"""The frame of every wizard and its pages."""
