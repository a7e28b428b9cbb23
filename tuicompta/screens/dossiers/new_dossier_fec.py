"""The steps of a new dossier made from accounting files: the files, then their fiscal years (DOSN-12, FECI-02)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import Span, year_label
from tuicompta.screens.exchange.exchange_pages import report_lines
from tuicompta.screens.exchange.fec_fields import charset_field, chosen_charset, file_fields, files_of
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.fec.importing import FecImportRefusedError, surveyed
from tuicompta.services.fec.new_dossier import dossier_from_fec
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.report import fault_lines
from tuicompta.services.fec.years import span_of
from tuicompta.services.fiscal_years.fiscal_years import MOST_OPEN
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.create_dossier import NewDossier
    from tuicompta.widgets.card_schema import FieldSpec

EMPTY, FROM_FEC, LIKE = "empty", "fec", "like"
FILES_HINT = "Un fichier par exercice, d'exercices qui se suivent. Tab complète le chemin, F4 parcourt le répertoire."


class FaultyFileError(TuicomptaError):
    """A file refuses the whole dossier; every fault is told, one line each (CEE-07)."""

    template = "{refusal}\n\n{faults}"


class Told(NamedTuple):
    """What a file tells: its fiscal year, and the SIREN in its name, empty when there is none."""

    span: Span
    siren: str


def starting_point() -> FieldSpec:
    """Describe the choice of what the dossier begins with (DOSN-12)."""
    options = [
        Option(EMPTY, "Vide"),
        Option(FROM_FEC, "À partir d'un FEC"),
        Option(LIKE, "Paramètres d'un dossier existant"),
    ]
    return card.choice("from", "Point de départ", options, mandatory=True)


class FecSteps:
    """The two steps and what they ask the service."""

    def __init__(self) -> None:
        self.files = CardPage("Fichiers", CardSchema((Tab("", (*file_fields(), charset_field())),)), hint=FILES_HINT)
        self.years = CardPage("Exercices des fichiers", _years_schema())
        self.told: list[Told] = []

    @property
    def pages(self) -> tuple[CardPage, CardPage]:
        """Both steps."""
        return self.files, self.years

    def need(self, *, needed: bool) -> None:
        """Ask them, or not."""
        for page in self.pages:
            page.needed = needed

    async def read(self, frame: Frame) -> None:
        """Read the files, and propose the start of the first fiscal year."""
        paths, charset = files_of(self.files.values), chosen_charset(self.files.values)

        def job() -> list[Told]:
            found = []
            for path in paths:
                with surveyed(path, charset) as survey:
                    found.append(Told(span_of(survey), survey.name.siren if survey.name else ""))
            return sorted(found, key=lambda told: told.span.start)

        self.told = await frame.dialogs.work("Lecture des fichiers", lambda _: job(), stoppable=False)
        self.years.card.load({"start": self.told[0].span.start})
        self.years.hint.show(_told(self.told))

    def create(self, path: Path, new: NewDossier) -> Sequence[str]:
        """Create the dossier from the files; return the lines of the report. Raises the refusals of the import."""
        values = self.years.values
        start, end = cast("date", values["start"]), self.told[0].span.end
        options = ImportOptions(keep_validation=bool(values["keep"]), charset=chosen_charset(self.files.values))
        files = files_of(self.files.values)
        siren = new.siren or next((told.siren for told in self.told if told.siren), "")
        try:
            created = dossier_from_fec(
                path, new.company, files, siren=siren, span=Span(start, end), options=options, model=new
            )
        except FecImportRefusedError as refusal:
            raise FaultyFileError(refusal=str(refusal), faults="\n".join(fault_lines(refusal.outcome))) from None
        return [line for outcome in created.outcomes for line in report_lines(outcome)]


def _years_schema() -> CardSchema:
    fields = (
        card.day("start", "Début du premier exercice", _scope, mandatory=True),
        card.tick("keep", "Reprendre la validation", default=True),
    )
    return CardSchema((Tab("", fields),))


def _scope() -> DateScope:
    return DateScope.of_year(datetime.now().date())  # noqa: DTZ005 - local date


def _told(told: Sequence[Told]) -> str:
    """Say which fiscal years the files hold, and which of them the dossier closes (EX-03)."""
    labels = [year_label(each.span.start, each.span.end) for each in told]
    text = f"Exercices des fichiers : {', '.join(labels)}. «Reprendre la validation» garde le numéro, la date de "
    text += "validation et le statut Validé des écritures ; sinon elles sont non validées."
    closed = labels[:-MOST_OPEN]
    if closed:
        text += f" Deux exercices au plus restent ouverts : {', '.join(closed)} est repris validé et clôturé."
    return text
