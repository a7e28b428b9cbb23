"""Guide models and guided entries: their texts, their checks, the grid in which they are typed (MG, SGE, SGF)."""
