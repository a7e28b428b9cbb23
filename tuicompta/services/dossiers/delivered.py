"""What a new dossier is filled with: chart of accounts, journals, VAT and payment tables."""

import json
from datetime import date

from tuicompta.core.text import fold
from tuicompta.core.vat import delivered_vat_root
from tuicompta.data import read_table
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts import account_defaults as defaults
from tuicompta.services.dossiers.delivered_tables import fill_tables
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.guides.delivered import deliver_guides
from tuicompta.services.settings.settings import text_setting
from tuicompta.services.settings.vat_defaults import complete_vat, standard_rate

CHARTS = {"pcg": "Plan comptable général", "pcg-minimal": "Plan comptable général, liste minimale"}
OLDEST_CHART, NEWEST_CHART = 2024, 2026
_SHORTEST_DETAIL = 3
_TITLE_LENGTH = 60


def fill(dossier: Dossier, chart: str) -> None:
    """Fill an empty dossier whose settings and first fiscal year are stored (JO-03, TX-01, TVAP-03, TVAP-27)."""
    database = dossier.database
    with transaction(database):
        _vat_tables(database)
        _payment_tables(database)
        fill_tables(database)
        _chart(dossier, chart, fiscal_years(database)[0].start)
        _vat_accounts(database, dossier.today())
        _journals(database)
        deliver_guides(dossier, dossier.today())


def chart_accounts(chart: str, day: date) -> dict[str, str]:
    """Return number -> title of a delivered chart as it stood that day (PCG-02).

    The oldest known state is that of 2024, the newest that of 2026.
    """
    year = min(max(day.year, OLDEST_CHART), NEWEST_CHART)
    accounts = {
        row["account"]: row["label"]
        for row in read_table("pcg.csv")
        if int(row["since"] or OLDEST_CHART) <= year and (chart != "pcg-minimal" or row["use"] != "facultatif")
    }
    if chart == "pcg":
        removed = (row for row in read_table("pcg_removed.csv") if int(row["since"]) <= year < int(row["removed"]))
        accounts |= {row["account"]: row["label"] for row in removed}
    return accounts


def detail_numbers(accounts: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return number -> (title, type): Détail when nothing lies under it, else Racine (PCG-06).

    A Détail account has three characters at least (FC-17): a shorter number without subdivision stays a Racine and
    gets a Détail account ending with 0, the global account of the rules of the chart.
    """
    parents = {number[:length] for number in accounts for length in range(1, len(number))}
    typed: dict[str, tuple[str, str]] = {}
    for number, title in accounts.items():
        leaf = number not in parents
        typed[number] = (title, "D" if leaf and len(number) >= _SHORTEST_DETAIL else "R")
        if leaf and len(number) < _SHORTEST_DETAIL:
            typed[number.ljust(_SHORTEST_DETAIL, "0")] = (title, "D")
    return typed


def _chart(dossier: Dossier, chart: str, day: date) -> None:
    database, options = dossier.database, defaults.Options.of(dossier.database)
    rows = []
    for number, (title, kind) in sorted(detail_numbers(chart_accounts(chart, day)).items()):
        shown = title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1].rstrip() + "…"
        lettered = kind == "D" and defaults.lettering_allowed(number, options)
        rows.append(
            (
                number,
                shown,
                fold(shown),
                kind,
                int(lettered),
                defaults.reconciliation_mode(number, options),
                defaults.due_date_mode(number, options),
                int(defaults.summary_carry_forward(number, options)),
                int(defaults.purchase_nature(number)),
                int(defaults.sale_nature(number)),
            )
        )
    database.run_many(
        "INSERT INTO account (number, title, folded_title, type, lettering, reconciliation, due_date_mode,"
        " summary_carry_forward, purchase_nature, sale_nature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    accounts = database.rows("SELECT id, number FROM account")
    database.run_many(
        "INSERT INTO account_journal_type (account_id, journal_type, allowed, side) VALUES (?, ?, ?, ?)",
        [row for identifier, number in accounts for row in defaults.side_rows(identifier, number)],
    )
    database.run(
        "UPDATE account SET control_account_id ="
        " (SELECT id FROM account AS root WHERE root.number = substr(account.number, 1, 3))"
        " WHERE length(number) > 3 AND due_date_mode <> 'none' AND type = 'D'"
    )


def _vat_accounts(database: Database, day: date) -> None:
    """Set the VAT accounts of the chart, and the VAT proposed with charges, income and fixed assets."""
    if standard_rate(database, text_setting(database, "company.territory"), day) is None:
        return
    roots = {row["root"] for row in read_table("vat_accounts.csv")}
    accounts = database.rows("SELECT id, number FROM account WHERE type = 'D'")
    complete_vat(database, day, [account for account in accounts if account[1] in roots])
    _propose_vat(database)


def _propose_vat(database: Database) -> None:
    vat_accounts = {
        number: identifier for identifier, number in database.rows("SELECT id, number FROM account WHERE type = 'D'")
    }
    proposals = [
        (vat_accounts.get(root), identifier)
        for number, identifier in database.rows("SELECT number, id FROM account WHERE type = 'D'")
        if (root := delivered_vat_root(number))
    ]
    database.run_many("UPDATE account SET proposed_vat_account_id = ? WHERE id = ?", proposals)


def _vat_tables(database: Database) -> None:
    rows = read_table("vat_rates.csv")
    own = text_setting(database, "company.territory")
    foreign = ("intra_community", "outside_france", "import")
    rates = [(row["territory"], int(row["rate"]), row["start"], row["end"] or None) for row in rows]
    rates += [(name, rate, start, end) for name in foreign for territory, rate, start, end in rates if territory == own]
    database.run_many("INSERT INTO vat_rate (territory, rate, start_date, end_date) VALUES (?, ?, ?, ?)", rates)
    database.run_many(
        "INSERT INTO vat_operation (code, label, taxable) VALUES (?, ?, ?)",
        [(row["code"], row["label"], int(row["taxable"])) for row in read_table("vat_operations.csv")],
    )


def _payment_tables(database: Database) -> None:
    database.run_many(
        "INSERT INTO payment_method (code, label, nature) VALUES (?, ?, ?)",
        [(row["code"], row["label"], row["nature"]) for row in read_table("payment_methods.csv")],
    )
    lines = read_table("payment_terms.csv")
    terms = {row["code"]: row["label"] for row in lines}
    database.run_many("INSERT INTO payment_term (code, label) VALUES (?, ?)", list(terms.items()))
    positions = dict.fromkeys(terms, 0)
    for row in lines:
        positions[row["code"]] += 1
        database.run(
            "INSERT INTO payment_term_line (payment_term_id, position, share, days, kind, day, payment_method_id)"
            " VALUES ((SELECT id FROM payment_term WHERE code = ?), ?, ?, ?, ?, ?,"
            " (SELECT id FROM payment_method WHERE code = ?))",
            (
                row["code"],
                positions[row["code"]],
                int(row["share"]),
                int(row["days"]),
                row["kind"],
                int(row["day"]) if row["day"] else None,
                row["method"],
            ),
        )


def _journals(database: Database) -> None:
    years = fiscal_years(database)
    for row in read_table("journals.csv"):
        journal = database.run(
            "INSERT INTO journal (code, type, description) VALUES (?, ?, ?)",
            (row["code"], row["type"], row["description"]),
        )
        root = row["counterpart_root"]
        counterpart = root and database.value(
            "SELECT id FROM account WHERE type = 'D' AND number >= ? AND number < ? ORDER BY number LIMIT 1",
            (root, root + "~"),
        )
        for year in years:
            database.run(
                "INSERT INTO journal_year (journal_id, fiscal_year_id, forbidden_roots, counterpart_mode,"
                " counterpart_account_id, label_rule, label_template) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    journal,
                    year.id,
                    json.dumps(row["forbidden_roots"].split()),
                    row["counterpart_mode"],
                    counterpart or None,
                    row["label_rule"],
                    row["label_template"],
                ),
            )
