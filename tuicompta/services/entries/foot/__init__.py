"""Foot-of-journal journals: one balanced entry per day, made of the lines typed and of their counterpart (CTP)."""
