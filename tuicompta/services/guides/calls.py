"""Guide models as the entry grids and the recurring entries call them (KM-91)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.entry.ports import GuideLine
from tuicompta.core.enums import JournalType
from tuicompta.core.guide_formulas import FormulaLine, evaluate_guide
from tuicompta.core.guides.model import GuideLine as ModelLine
from tuicompta.core.guides.texts import Known
from tuicompta.models.database import Database
from tuicompta.services.guides.lines import GuideModelLine, read_lines, resolved, texts_of

_MODELS = """
    SELECT guide_model.id, coalesce(short_code, ''), name, journal.code, guide_model.journal_type
      FROM guide_model JOIN journal ON journal.id = journal_id
     WHERE guide_model.inactive = 0 ORDER BY short_code IS NULL, short_code, name
"""


@dataclass(frozen=True, slots=True)
class StoredGuideModel:
    """An active guide model of the dossier; implements `core.entry.ports.GuideModel`.

    `titles` gives the titles of the accounts of its lines, for the labels that tell them.
    """

    code: str
    name: str
    journal: str
    type: JournalType
    model_lines: tuple[GuideModelLine, ...]
    rules: tuple[ModelLine, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)

    def lines(self, day: date | None, piece: str) -> Sequence[GuideLine]:
        """Return its lines, labels evaluated for that day and piece number, as far as they are known."""
        return [
            GuideLine(line.account, self._label(rule, day, piece), line.side, line.amount, bool(line.formula))
            for line, rule in zip(self.model_lines, self.rules, strict=True)
        ]

    def evaluate(self, amounts: Sequence[int | None]) -> Sequence[int]:
        """Return the amounts of all the lines, debit − credit in cents, formulas computed from the amounts given."""
        lines = [FormulaLine(line.side, line.formula, line.amount, line.rate) for line in self.model_lines]
        return evaluate_guide(lines, amounts)

    def _label(self, rule: ModelLine, day: date | None, piece: str) -> str:
        title = self.titles.get(rule.account, "")
        known = Known(day, piece, "", self.name, self.journal, rule.account, title)
        return rule.label.build(known)


def active_guide_models(database: Database) -> list[StoredGuideModel]:
    """Return the active guide models of a dossier, those with a short code first."""
    titles: dict[str, str] = dict(
        database.rows("SELECT DISTINCT number, title FROM account JOIN guide_model_line ON account_id = account.id")
    )
    models, text_of = [], texts_of(database)
    for identifier, code, name, journal, kind in database.rows(_MODELS):
        lines = read_lines(database, identifier)
        rules = resolved(lines, text_of)
        models.append(StoredGuideModel(code, name, journal, JournalType(kind), lines, rules, titles))
    return models
