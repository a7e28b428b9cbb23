"""«Saisie pratique»: Mes achats, Mes ventes, Ma trésorerie (SP, SPT)."""
