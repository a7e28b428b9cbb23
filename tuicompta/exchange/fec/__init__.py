"""The legal accounting file, «fichier des écritures comptables» of article A47 A-1 LPF: reading, control, writing."""
