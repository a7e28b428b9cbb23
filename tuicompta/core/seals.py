"""Seals: SHA-256 digests chained one to the next, so that any later change shows (VAL-12, JE-07)."""

import hashlib
from collections.abc import Iterable
from typing import Final

FIRST: Final = bytes(32)


def seal(previous: bytes, fields: Iterable[str]) -> bytes:
    """Return the seal of a record after the seal of the record before it.

    Each field is preceded by its length in bytes: two different records can never give the same text, wherever their
    commas, tabs or empty fields lie.
    """
    parts = [previous]
    for field in fields:
        data = field.encode()
        parts += (len(data).to_bytes(8, "big"), data)
    return hashlib.sha256(b"".join(parts)).digest()
