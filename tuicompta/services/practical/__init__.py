"""Practical entry: use cases of «Mes achats», «Mes ventes» and «Ma trésorerie»."""
