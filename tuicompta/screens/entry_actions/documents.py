"""Which window shows what produced an entry (SW-16).

A function that posts entries calls `services.entries.sources.set_source` and adds its line here: the identifier of the
function of its window in `registry`, and the name of the argument that receives the stored `source_id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tuicompta.core.enums import DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentWindow:
    """The window of a kind of document: its function, and the argument that names the document."""

    function: str
    argument: str = "key"


DOCUMENT_WINDOWS: Final = MappingProxyType[DocumentKind, DocumentWindow](
    {
        DocumentKind.GUIDED_ENTRY: DocumentWindow("guided_entry_card"),
        DocumentKind.PRACTICAL_ENTRY: DocumentWindow("practical_document"),
        DocumentKind.RECURRING_ENTRY: DocumentWindow("recurring_card"),
        DocumentKind.ENTRY: DocumentWindow("single_entry", "entry"),
    }
)
