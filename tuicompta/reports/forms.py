"""What the outputs of a report may be: formats, widths of a text, charsets of a CSV (ETCL-03, ETSO-04, ETSO-05)."""

from typing import Final

FORMATS: Final = ("txt", "csv", "xlsx", "pdf", "json")
NOT_FOR_A_TERMINAL: Final = ("xlsx", "pdf")
NARROWEST: Final = 80
WIDEST: Final = 255
WITHOUT_TERMINAL: Final = 132
ENCODINGS: Final = ("utf-8", "utf-8-sig", "cp1252", "iso-8859-15")
CSV_ENCODING: Final = "utf-8-sig"
