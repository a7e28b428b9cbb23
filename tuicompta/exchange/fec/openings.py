"""Which journals of an accounting file hold the opening balances (FECI-07)."""

_CODES = frozenset({"AN", "RAN"})
_PREFIXES = ("ANOUV", "OUV")


def is_opening_code(code: str) -> bool:
    """Tell whether a journal code says opening: `AN`, `RAN`, `ANOUV…`, `OUV…`."""
    normal = code.upper()
    return normal in _CODES or normal.startswith(_PREFIXES)
