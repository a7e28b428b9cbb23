"""Big tables read by pages around a key, never by rank (LST-15)."""
