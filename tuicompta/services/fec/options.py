"""What the user chooses before an import (CEE, FECI)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuicompta.core.enums import JournalType
from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.charset import Charset


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The ticks of the wizard and of the command line; the defaults are those of both.

    `journal_types` (by code in the file) and `account_numbers` (by account and auxiliary account in the file) are what
    the user changed in what was proposed (FECI-05, FECI-07). `new_year` is a fiscal year to create with the import
    (FECI-01). `new_dossier`: titles, descriptions and journals of the file replace those delivered with the dossier.
    """

    simulated: bool = False
    partial: bool = False
    create_accounts: bool = True
    create_journals: bool = True
    keep_validation: bool = False
    leave_opening_out: bool = False
    dry_run: bool = False
    charset: Charset | None = None
    journal_types: Mapping[str, JournalType] = field(default_factory=dict)
    account_numbers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    new_year: Span | None = None
    new_dossier: bool = False
