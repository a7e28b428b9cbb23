"""`--create`: a new dossier without screen (DOSN-13)."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import cast

from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.cli.run import tell
from tuicompta.core.fiscal_years import Span
from tuicompta.core.text import clean_text
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier, default_span


class MissingCompanyError(CommandLineError):
    """The company has no default."""

    template = "La création d'un dossier demande le nom de la société : --company NOM."


class HalfSpanError(CommandLineError):
    """One date of the first fiscal year is given without the other."""

    template = "Les options --start et --end vont ensemble."


class KeepWithoutFileError(CommandLineError):
    """There is no validation to keep without an accounting file."""

    template = "L'option --keep-validation va avec --from-fec FICHIER."


class TwoOriginsError(CommandLineError):
    """A dossier begins with an accounting file or with the settings of another dossier."""

    template = "Donnez --from-fec ou bien --like, pas les deux."


def create(invocation: Invocation) -> int:
    """Create the dossier and print its path."""
    company = invocation.values.get("company")
    if company is None:
        raise MissingCompanyError
    span = _span(invocation)
    siren = str(invocation.values.get("siren", ""))
    path = cast("Path", invocation.dossier)
    if {"from-fec", "like"} <= invocation.values.keys():
        raise TwoOriginsError
    if "from-fec" in invocation.values:
        _create_from_fec(invocation, path, str(company), siren, span)
    elif "keep-validation" in invocation.values:
        raise KeepWithoutFileError
    else:
        start, end = span or default_span(datetime.now().date())  # noqa: DTZ005 - the user's own date
        like = Path(str(invocation.values["like"])) if "like" in invocation.values else None
        create_dossier(path, NewDossier(str(company), start, end, siren=siren, like=like))
    sys.stdout.write(f"{clean_text(str(path))}\n")
    return 0


def _create_from_fec(
    invocation: Invocation, path: Path, company: str, siren: str, span: tuple[date, date] | None
) -> None:
    from tuicompta.cli.fec import readable  # noqa: PLC0415 - only with an accounting file
    from tuicompta.services.fec.importing import FecImportRefusedError  # noqa: PLC0415
    from tuicompta.services.fec.new_dossier import dossier_from_fec  # noqa: PLC0415
    from tuicompta.services.fec.options import ImportOptions  # noqa: PLC0415
    from tuicompta.services.fec.report import fault_lines  # noqa: PLC0415

    file = readable(Path(str(invocation.values["from-fec"])))
    options = ImportOptions(keep_validation="keep-validation" in invocation.values)
    try:
        dossier_from_fec(path, company, [file], siren=siren, span=Span(*span) if span else None, options=options)
    except FecImportRefusedError as refusal:
        for fault in fault_lines(refusal.outcome):
            tell(clean_text(fault))
        raise


def _span(invocation: Invocation) -> tuple[date, date] | None:
    start = cast("date | None", invocation.values.get("start"))
    end = cast("date | None", invocation.values.get("end"))
    if (start is None) is not (end is None):
        raise HalfSpanError
    return (start, end) if start and end else None
