"""What the user changes in the settings: checked as declared, stored together, traced page by page (JE-05)."""

from collections.abc import Iterator, Mapping

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.identifiers import compact_identifier
from tuicompta.core.settings import SETTINGS, Kind, Page, Setting, Value
from tuicompta.core.text import clean_multiline, clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.events import EventKind, record_event
from tuicompta.services.settings import vat_regimes
from tuicompta.services.settings.logo import keep_logo, read_logo
from tuicompta.services.settings.setting_forms import form_refusal
from tuicompta.services.settings.setting_links import SettingRefusedError, check_link
from tuicompta.services.settings.settings import set_settings, setting
from tuicompta.services.third_parties.third_party_codes import check_extra_characters

_IDENTIFIERS = frozenset({"company.siret", "company.vat_number", "accountant.siret"})
_REGIME, _START = "vat.regime", "vat.regime_start"
SIREN_LENGTH = 9
Fault = tuple[str, TuicomptaError]


def change_settings(
    dossier: Dossier, values: Mapping[str, Value], *, read: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """Store what the user typed in settings and return what changed; one event a page (JE-02, JE-05).

    `read` are the values as they were shown: one that another session changed meanwhile refuses everything (FIC-19).
    Raises the first refusal of `setting_faults`, and RecordChangedError.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        typed = {key: normalised(SETTINGS[key], value) for key, value in values.items() if _is_typed(SETTINGS[key])}
        before = {key: setting(database, key) for key in typed}
        changed = {key: value for key, value in typed.items() if value != before[key]}
        _require_unchanged(changed, before, read)
        for _, fault in setting_faults(dossier, changed):
            raise fault
        _store(dossier, changed)
        _trace(dossier, before, changed)
    return changed


def setting_faults(dossier: Dossier, values: Mapping[str, Value]) -> Iterator[Fault]:
    """Yield what is refused among settings, each with its key: all faults of the pages show at once (FLD-14)."""
    for key, value in values.items():
        try:
            _check(dossier.database, SETTINGS[key], normalised(SETTINGS[key], value))
        except TuicomptaError as refusal:
            yield key, refusal
    if values.keys() & {_REGIME, _START}:
        regime, start = (values.get(key, setting(dossier.database, key)) for key in (_REGIME, _START))
        try:
            vat_regimes.check_regime(dossier.database, _text(regime), _text(start))
        except TuicomptaError as refusal:
            yield _START, refusal


def normalised(declared: Setting, value: Value) -> Value:
    """Return a value as it is stored: texts cleaned, identifiers without spaces, nothing for an empty link."""
    if declared.kind is Kind.LINES:
        return clean_multiline(str(value or "")).strip()
    if declared.key in _IDENTIFIERS:
        return compact_identifier(str(value or ""))
    if isinstance(value, str) or declared.kind in {Kind.TEXT, Kind.PATH}:
        text = clean_text(str(value or "")).strip()
        return text if text or declared.kind in {Kind.TEXT, Kind.PATH} else None
    return value


def shown_value(declared: Setting, value: Value) -> str:
    """Return a value in the words of the screen."""
    if value is None or value == "":
        return "(vide)"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if declared.kind is Kind.DATE:
        return format_date(parse_iso(str(value)))
    if isinstance(value, int) and declared.kind in {Kind.AMOUNT, Kind.RATE, Kind.CAPITAL}:
        return format_amount(value)
    return dict(declared.choices).get(str(value), str(value))


def _is_typed(declared: Setting) -> bool:
    return declared.kind is not Kind.SHOWN and declared.page is not None


def _require_unchanged(
    changed: Mapping[str, Value], before: Mapping[str, Value], read: Mapping[str, Value] | None
) -> None:
    for key in changed:
        if read is not None and read.get(key) != before[key]:
            page = SETTINGS[key].page
            raise RecordChangedError(name=f"La page «{page.label if page else ''}»")


def _check(database: Database, declared: Setting, value: Value) -> None:
    """Refuse a value that the declaration does not accept."""
    if value in {None, ""} and declared.kind is not Kind.TICK:
        if declared.mandatory:
            raise SettingRefusedError(label=declared.label, reason="une valeur est obligatoire")
        return
    if reason := form_refusal(declared, value):
        raise SettingRefusedError(label=declared.label, reason=reason)
    if declared.check is not None:
        declared.check(value)
    if declared.kind is Kind.LINK:
        check_link(database, declared, str(value))
    if declared.key == "logo.path" and value != setting(database, declared.key):
        read_logo(str(value))
    if declared.key == "numbering.extra_characters" and not value:
        check_extra_characters(database)


def _store(dossier: Dossier, changed: Mapping[str, Value]) -> None:
    database = dossier.database
    stored = {key: value for key, value in changed.items() if key not in {_REGIME, _START}}
    if siret := stored.get("company.siret"):
        stored["company.siren"] = str(siret)[:SIREN_LENGTH]
    _store_regime(database, changed)
    if "logo.path" in changed:
        keep_logo(dossier, str(changed["logo.path"]))
    set_settings(database, stored)


def _store_regime(database: Database, changed: Mapping[str, Value]) -> None:
    if changed.keys() & {_REGIME, _START}:
        regime, start = (changed.get(key, setting(database, key)) for key in (_REGIME, _START))
        vat_regimes.set_regime(database, _text(regime), _text(start))


def _trace(dossier: Dossier, before: Mapping[str, Value], changed: Mapping[str, Value]) -> None:
    pages: dict[Page, dict[str, object]] = {}
    for key, value in changed.items():
        declared = SETTINGS[key]
        if declared.page is not None:
            words = {"avant": shown_value(declared, before[key]), "après": shown_value(declared, value)}
            pages.setdefault(declared.page, {})[declared.named] = words
    for page, detail in pages.items():
        record_event(dossier, EventKind.OPTION_CHANGE, page.label, detail)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
