"""Writing of an accounting file: values in, bytes out (FECX-03, FECX-04, FECX-09, FECX-10)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tuicompta.core.amounts import format_plain
from tuicompta.core.text import unaccent
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.layout import FIELD_COLUMNS, Regime
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.order import OrderGuard

LINE_END = "\r\n"
SEPARATORS = ("\t", "|")
CHARSETS = (Charset.UTF_8, Charset.ISO_8859_15)
UNKNOWN_CHARACTER = "?"

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROLS_AND_BAR = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029|]+")
# What the bytes of a batch may hold besides its separators and ends of line.
_PLAIN = bytes(set(range(0x20, 0x100)) - {0x7F, ord("|")})
_PLAIN_OF_ONE_BYTE = bytes(set(_PLAIN) - set(range(0x80, 0xA0)))
_UTF8_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_UTF8_LINE_ENDS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")


@dataclass(frozen=True, slots=True)
class FecForm:
    """Form of a file to write: TAB or `|`, UTF-8 without mark or ISO 8859-15, columns of a regime (FECX-03)."""

    separator: str = "\t"
    charset: Charset = Charset.UTF_8
    regime: Regime = Regime.BIC


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: lines, totals in cents, characters replaced for lack of them in the charset, digest."""

    lines: int
    debit: int
    credit: int
    replaced: int
    size: int
    sha256: bytes


class _Days(dict[date | None, str]):
    def __missing__(self, day: date | None) -> str:
        self[day] = text = "" if day is None else day.isoformat().replace("-", "")
        return text


class FecWriter:
    """Turns blocks of lines into bytes; texts are made fit for the form (FECX-09), the order is checked (FECX-05)."""

    def __init__(self, form: FecForm, openings: frozenset[str] = frozenset()) -> None:
        """Write in a form; `openings` are the journals that come first (AN, RAN)."""
        self._form = form
        self._guard = OrderGuard(openings)
        self._fields = _fields_of(form.regime)
        self._converters = _converters()
        self._digest = sha256()
        self._lines = self._debit = self._credit = self._replaced = self._size = 0
        marks = b"[" + re.escape(form.separator.encode()) + b"\n]"
        self._padding = re.compile(b" (?:(?<=" + marks + b" )|(?=[\r" + marks[1:] + b"))")

    def chunks(self, blocks: Iterable[FecBlock]) -> Iterator[bytes]:
        """Yield the bytes of a whole file, in bounded memory; raises WriteOrderError."""
        yield self._counted((self._form.separator.join(self._form.regime.columns) + LINE_END).encode("ascii"))
        for block in blocks:
            if len(block):
                yield self._counted(self._block(block))

    @property
    def written(self) -> Written:
        """What was written so far."""
        return Written(self._lines, self._debit, self._credit, self._replaced, self._size, self._digest.digest())

    def _block(self, block: FecBlock) -> bytes:
        self._guard.check(block)
        columns = [self._texts(field, getattr(block, field)) for field in self._fields]
        raw = self._bytes(columns)
        if raw is None or not self._is_fit(raw, len(block)):
            columns = [[self._fit(text) for text in column] for column in columns]
            raw = self._joined(columns).encode(self._form.charset.codec)
        self._lines += len(block)
        self._debit += sum(block.debit)
        self._credit += sum(block.credit)
        return raw

    def _counted(self, raw: bytes) -> bytes:
        self._digest.update(raw)
        self._size += len(raw)
        return raw

    def _texts(self, field: str, values: Sequence[object]) -> Sequence[str]:
        convert = self._converters.get(field)
        return values if convert is None else convert(values)  # type: ignore[return-value]

    def _joined(self, columns: Sequence[Sequence[str]]) -> str:
        rows = map(self._form.separator.join, zip(*columns, strict=True))
        return LINE_END.join(rows) + LINE_END

    def _bytes(self, columns: Sequence[Sequence[str]]) -> bytes | None:
        try:
            return self._joined(columns).encode(self._form.charset.codec)
        except UnicodeEncodeError:
            return None

    def _is_fit(self, raw: bytes, lines: int) -> bool:
        """Tell whether the bytes are exactly a grid of fields, without control characters nor spaces around."""
        one_byte = self._form.charset is not Charset.UTF_8
        shape = raw.translate(None, _PLAIN_OF_ONE_BYTE if one_byte else _PLAIN)
        line = self._form.separator * (len(self._fields) - 1) + LINE_END
        if shape != line.encode() * lines or raw.startswith(b" ") or self._padding.search(raw):
            return False
        return one_byte or not (_UTF8_CONTROLS.search(raw) or any(end in raw for end in _UTF8_LINE_ENDS))

    def _fit(self, text: str) -> str:
        """Return a text without anything that would break the file or that its charset lacks (FECX-09)."""
        if self._form.separator == "|":
            text = _CONTROLS.sub(" ", text).replace("|", "/")
        else:
            text = _CONTROLS_AND_BAR.sub(" ", text)
        text = text.strip()
        try:
            text.encode(self._form.charset.codec)
        except UnicodeEncodeError:
            return "".join(map(self._replaced_character, text))
        return text

    def _replaced_character(self, char: str) -> str:
        codec = self._form.charset.codec
        for candidate in (char, unaccent(char)):
            try:
                candidate.encode(codec)
            except UnicodeEncodeError:
                continue
            self._replaced += candidate != char
            return candidate
        self._replaced += 1
        return UNKNOWN_CHARACTER


def _fields_of(regime: Regime) -> list[str]:
    fields = {names[0]: field for field, names in FIELD_COLUMNS.items()}
    return [fields[name] for name in regime.columns]


def _converters() -> dict[str, Callable[..., list[str]]]:
    days = _Days()
    by_field: dict[str, Callable[..., list[str]]] = dict.fromkeys(("debit", "credit"), _amounts)
    dates = ("entry_date", "piece_date", "lettering_date", "validation_date", "payment_date")
    return by_field | dict.fromkeys(dates, lambda values: list(map(days.__getitem__, values)))


def _amounts(values: Sequence[int]) -> list[str]:
    """Return amounts as they are written; every line has a zero on one side."""
    zero = format_plain(0)
    return [format_plain(cents) if cents else zero for cents in values]
