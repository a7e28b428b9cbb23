"""The form of the value of a setting: its type, its length, its bounds, whether a folder can be read."""

from tuicompta.core.amounts import MAX_CENTS, format_amount
from tuicompta.core.dates import parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.paths import typed_path
from tuicompta.core.settings import Kind, Setting, Value

_HIGHEST = {Kind.AMOUNT: MAX_CENTS, Kind.RATE: 100_00, Kind.CAPITAL: 10**18 - 1}
"""The highest amounts in cents, and the highest rate in hundredths of a percent."""
_WRONG_FORM = "cette valeur n'a pas la forme attendue"


def form_refusal(declared: Setting, value: Value) -> str:
    """Return why a value that is not empty cannot be the one of a setting, nothing when it can."""
    if declared.kind is Kind.TICK:
        return "" if isinstance(value, bool) else _WRONG_FORM
    if declared.kind is Kind.NUMBER or declared.kind in _HIGHEST:
        return _number_refusal(declared, value)
    return _text_refusal(declared, value) if isinstance(value, str) else _WRONG_FORM


def _number_refusal(declared: Setting, value: Value) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return _WRONG_FORM
    if declared.kind is Kind.NUMBER:
        within = declared.lowest <= value <= declared.highest
        return "" if within else f"un nombre de {declared.lowest} à {declared.highest} est attendu"
    highest = _HIGHEST[declared.kind]
    if declared.lowest <= value <= highest:
        return ""
    return f"une valeur de {format_amount(declared.lowest)} à {format_amount(highest)} est attendue"


def _text_refusal(declared: Setting, text: str) -> str:
    if len(text) > declared.length:
        return f"{declared.length} caractères au plus"
    if declared.kind is Kind.CHOICE and text not in dict(declared.choices):
        return "cette valeur n'est pas proposée"
    if declared.kind is Kind.DATE and not _is_day(text):
        return _WRONG_FORM
    if declared.key == "import.folder" and not _is_readable_folder(text):
        return f"le répertoire {text} n'existe pas, ou ne peut pas être lu"
    return ""


def _is_day(text: str) -> bool:
    try:
        return parse_iso(text).isoformat() == text
    except (TuicomptaError, ValueError):
        return False


def _is_readable_folder(text: str) -> bool:
    try:
        next(typed_path(text).iterdir(), None)
    except OSError:
        return False
    return True
