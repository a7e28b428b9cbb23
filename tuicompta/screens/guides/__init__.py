"""Guide models and guided entries: lists, cards, boxes (MG, SGF, SGL, SGE)."""
