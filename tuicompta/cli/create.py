"""`--create`: a new dossier without screen (DOSN-13)."""

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.services.create_dossier import NewDossier, create_dossier, default_span

if TYPE_CHECKING:
    from pathlib import Path


class MissingCompanyError(CommandLineError):
    """The company has no default."""

    template = "La création d'un dossier demande le nom de la société : --company NOM."


class HalfSpanError(CommandLineError):
    """One date of the first fiscal year is given without the other."""

    template = "Les options --start et --end vont ensemble."


def create(invocation: Invocation) -> int:
    """Create the dossier and print its path."""
    company = invocation.values.get("company")
    if company is None:
        raise MissingCompanyError
    start, end = _span(invocation)
    siren = str(invocation.values.get("siren", ""))
    path = create_dossier(cast("Path", invocation.dossier), NewDossier(str(company), start, end, siren=siren))
    sys.stdout.write(f"{path}\n")
    return 0


def _span(invocation: Invocation) -> tuple[date, date]:
    start = cast("date | None", invocation.values.get("start"))
    end = cast("date | None", invocation.values.get("end"))
    if (start is None) is not (end is None):
        raise HalfSpanError
    return (start, end) if start and end else default_span(datetime.now().date())  # noqa: DTZ005 - local date
