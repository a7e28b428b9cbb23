"""The books read on screen: the same figures as the printed ones, account by account (GLI, BALI)."""
