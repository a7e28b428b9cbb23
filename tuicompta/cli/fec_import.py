"""`--import fec`: entries of an accounting file into the open dossier (CEE-11)."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from tuicompta.cli.fec import readable
from tuicompta.cli.login import opened
from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.cli.run import tell
from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import month_label
from tuicompta.core.text import clean_text
from tuicompta.services.fec.importing import import_fec
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.outcome import ImportOutcome

SHOWN = 20


class UnknownFormatError(CommandLineError):
    """No format of entries has this name."""

    template = "Format inconnu pour {flag} : «{form}». Formats : fec."


def check_format(flag: str, form: str) -> None:
    """Refuse a format that is not read nor written."""
    if form != "fec":
        raise UnknownFormatError(flag=flag, form=form)


def import_entries(invocation: Invocation) -> int:
    """Import a file and print its report; the exit code is 1 when something was refused."""
    form, name = cast("tuple[str, str]", invocation.values["import"])
    check_format("--import", form)
    path = readable(Path(name))
    options = ImportOptions(
        simulated="simulated" in invocation.values,
        partial="partial" in invocation.values,
        create_missing="no-create" not in invocation.values,
        dry_run="dry-run" in invocation.values,
    )
    with opened(invocation, readonly=options.dry_run) as dossier:
        outcome = import_fec(dossier, path, options)
    sys.stdout.writelines(f"{clean_text(line)}\n" for line in outcome_lines(outcome))
    for fault in fault_lines(outcome):
        tell(clean_text(fault))
    return 1 if outcome.refused else 0


def outcome_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield what the file holds, what is created and what was done (CEE-08, FECI-11)."""
    yield f"Fichier {outcome.path.name}"
    yield f"Écritures : {outcome.entries}, lignes : {outcome.lines}"
    yield f"Débit : {format_amount(outcome.debit)}, crédit : {format_amount(outcome.credit)}"
    for month in outcome.months:
        totals = f"débit {format_amount(month.debit)}, crédit {format_amount(month.credit)}"
        yield f"  {month.journal} {month_label(month.month)} : {month.entries} écritures, {totals}"
    yield f"Journaux à créer : {_listed(journal.code for journal in outcome.journals)}"
    yield f"Comptes à créer : {_listed(account.number for account in outcome.accounts)}"
    yield f"Écritures déjà importées, ignorées : {outcome.duplicates}"
    yield f"Écritures refusées : {outcome.refused_entries}"
    if not outcome.done:
        yield "Rien n'est écrit dans le dossier."
        return
    loaded = outcome.loaded
    yield f"Écritures importées : {loaded.entries}, lignes : {loaded.lines}, débit : {format_amount(loaded.debit)}"
    yield f"Tiers créés : {outcome.third_parties}, lettrages repris : {outcome.letterings}"
    for difference in outcome.differences:
        balances = f"fichier {format_amount(difference.in_file)}, dossier {format_amount(difference.in_dossier)}"
        yield f"  Écart de solde du compte {difference.number} : {balances}"
    if outcome.rejects:
        yield f"Lignes refusées : {outcome.rejects}"


def fault_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield the first faults, then how many there are beyond."""
    faults = [str(fault) for fault in outcome.faults]
    faults += [f"ligne {found.line} : {found.rule.label} {found.column} {found.value}" for found in outcome.unreadable]
    yield from faults[:SHOWN]
    if len(faults) > SHOWN:
        yield f"… et {len(faults) - SHOWN} autres anomalies."


def _listed(names: Iterator[str]) -> str:
    known = list(names)
    more = f" … ({len(known)} en tout)" if len(known) > SHOWN else ""
    return (", ".join(known[:SHOWN]) or "aucun") + more
