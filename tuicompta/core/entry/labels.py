"""Labels proposed on a line: the rule of the journal, the last label used, the suggestion while typing (KM-15)."""

from collections.abc import Mapping

from tuicompta.core.dates import month_name
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.entry.ports import JournalInfo, LabelModelInfo
from tuicompta.core.entry.traces import Traces
from tuicompta.core.enums import LabelRule
from tuicompta.core.labels import LABEL_LENGTH, account_of_party, build_label
from tuicompta.core.text import fold


class Labels:
    """Gives the label proposed on a line of an entry at its position in the grid."""

    def __init__(self, facts: Facts, traces: Traces) -> None:
        self._facts = facts
        self._traces = traces

    def of_rule(self, entry: GridEntry, index: int, line: GridLine, journal: JournalInfo) -> str:
        """Return what the rule of the journal gives on a line (JF-25, KM-70), "" when it leaves the cell empty."""
        if journal.label_rule is LabelRule.ACCOUNT_TITLE:
            return self._title(line.account)[:LABEL_LENGTH]
        if index and entry.lines:
            return entry.lines[0].label
        if journal.label_rule is LabelRule.BUILT:
            return build_label(journal.label_template, self.tokens(entry, line, journal))
        return ""

    def of_memory(self, line: GridLine, journal: JournalInfo, position: int) -> str:
        """Return the last label used on the account in the journal, else the title of the account (KM-69)."""
        if not line.account:
            return ""
        last = self._traces.last_label(line.account, journal.code, position)
        return last or self._facts.last_label(line.account, journal.code) or self._title(line.account)[:LABEL_LENGTH]

    def suggestion(self, text: str, journal: JournalInfo, position: int) -> str:
        """Return the most recent label of the journal that starts with a text, else a label model (KM-71)."""
        if not text:
            return ""
        recent = self._traces.recent_label(journal.code, text, position)
        recent = recent or self._facts.recent_label(journal.code, text)
        if recent:
            return recent
        typed = fold(text)
        models = self._facts.label_models(journal.type)
        found = (
            model.text for model in models if fold(model.code).startswith(typed) or fold(model.text).startswith(typed)
        )
        return next(found, "")

    def models(self, text: str, journal: JournalInfo) -> list[LabelModelInfo]:
        """Return the label models whose code begins with a text or whose label contains it (ML-05)."""
        typed = fold(text)
        models = self._facts.label_models(journal.type)
        return [model for model in models if fold(model.code).startswith(typed) or typed in fold(model.text)]

    def build(self, template: str, entry: GridEntry, line: GridLine, journal: JournalInfo) -> str:
        """Return a label with its tokens evaluated on a line (JF-26)."""
        return build_label(template, self.tokens(entry, line, journal))

    def tokens(self, entry: GridEntry, line: GridLine, journal: JournalInfo) -> Mapping[str, str]:
        """Return the values of the tokens of a built label (JF-26)."""
        numbers = [other.account for other in entry.lines if other.account] or [line.account]
        day = entry.entry_date
        return {
            "tiers": self._title(account_of_party(numbers)),
            "intitule": self._title(line.account),
            "compte": line.account,
            "piece": line.piece or entry.piece,
            "document": line.document,
            "journal": journal.description,
            "mois": month_name(day) if day else "",
            "aaaa": str(day.year) if day else "",
        }

    def _title(self, number: str) -> str:
        account = self._facts.account(number)
        return account.title if account else ""
