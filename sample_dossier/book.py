"""What the readings of the sources share: the calendar, the names of third parties, the VAT accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sample_dossier.calendar import Calendar, tokens, working_day
from sample_dossier.files import document, table
from sample_dossier.story import EntryDraft
from tuicompta.core.enums import EntryOrigin

OPENING: Final = "RAN"
NO_VAT: Final = ""
INTRA_COMMUNITY: Final = "UE"


@dataclass(frozen=True, slots=True)
class VatAccounts:
    """The VAT accounts of a rate: the one of the tax, and the one due when the buyer owes it himself."""

    account: str
    due: str = ""


class Book:
    """The settings of the sources for one calendar year."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.settings: Mapping[str, Any] = document("company.toml")
        self.names = {row["account"]: row["name"] for row in table("third_parties.csv")}
        self._journals: dict[str, Mapping[str, Any]] = {card["code"]: card for card in self.settings["journals"]}

    @property
    def end(self) -> date:
        """Last day that has entries."""
        return self.calendar.day(self.settings["story"]["end"])

    @property
    def journals(self) -> list[str]:
        """Codes of the journals in the order of a day's work, the opening balance first."""
        return [OPENING, *self._journals]

    def counterpart(self, journal: str) -> str:
        """Return the counterpart account of a journal, or ""."""
        return str(self._card(journal).get("counterpart", ""))

    def draft(
        self, journal: str, when: date, *, document: str = "", label: str = "", third_party: str = ""
    ) -> EntryDraft:
        """Begin an entry; in a journal of working days, on the next one."""
        card = self._card(journal)
        day = working_day(when) if card.get("working_days") else when
        origin = EntryOrigin(card.get("origin", EntryOrigin.JOURNAL_WINDOW))
        values = tokens(when) | {"tiers": self.names.get(third_party, "")}
        return EntryDraft(journal, day, origin, values, document, label)

    def vat(self, journal: str, account: str, rate: str) -> VatAccounts:
        """Return the VAT accounts of a net amount posted in a journal on an account, at a rate of the sources."""
        accounts = self.settings["vat"]
        if rate == INTRA_COMMUNITY:
            return VatAccounts(accounts["purchases"]["20"], accounts["intra_community"])
        if account.startswith("2"):
            return VatAccounts(accounts["fixed_assets"])
        return VatAccounts(accounts["sales" if self.sells(journal) else "purchases"][rate])

    def sells(self, journal: str) -> bool:
        """Tell whether a journal is one of sales."""
        return bool(self._card(journal)["type"] == "sales")

    def _card(self, journal: str) -> Mapping[str, Any]:
        return self._journals.get(journal, {})
