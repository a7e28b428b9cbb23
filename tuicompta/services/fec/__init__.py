"""The accounting file and the dossier: control, import, export (FECV, FECI, FECX)."""
