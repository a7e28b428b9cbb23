"""The settings of the dossier: option pages, small tables, payment methods and terms."""
