"""Chart of accounts and list of journals (ETPC)."""

from __future__ import annotations

import pytest

from tests.reports.books_kit import Books, Line, details, of, pick


@pytest.mark.spec("ETPC-01")
def test_the_chart_tells_what_each_account_is(books: Books) -> None:
    report = books.report("plan-comptable", accounts="401,44566*,4011")
    rows = {row["account"]: row for row in details(report)}
    assert list(rows["401"].values()) == [
        "401", "Fournisseurs", "Racine", "Fournisseurs et comptes rattachés", "", "Échéancier", "", "", "", "",
    ]  # fmt: skip
    assert rows["4011"]["lettering"] == "Oui"
    assert rows["4011"]["control_account"] == "401"
    assert rows["44566"]["nature"] == "Taxes sur le chiffre d'affaires"
    assert str(rows["44566"]["vat"]).startswith("TVA déductible")
    assert list(rows) == sorted(rows, key=str)
    assert [row["caption"] for row in of_count(report)] == [f"{len(rows)} comptes"]


def of_count(report: object) -> list[dict[str, object]]:
    return [{"caption": row.caption} for row in report.rows() if row.of == "count"]  # type: ignore[attr-defined]


@pytest.mark.spec("ETPC-01")
def test_moved_or_not(books: Books) -> None:
    books.post("AC", "10/01/2026", Line("606400", 5), Line("401DUP", -5))
    moved = books.report("plan-comptable", options={"comptes": ("mouvementes",)})
    assert [row["account"] for row in details(moved)] == ["401DUP", "606400"]
    still = books.report("plan-comptable", accounts="401DUP,401MAR", options={"comptes": ("non-mouvementes",)})
    assert [row["account"] for row in details(still)] == ["401MAR"]


@pytest.mark.spec("ETPC-01")
def test_natures_filter_the_chart(books: Books) -> None:
    assert {str(row["account"])[:2] for row in details(books.report("plan-comptable", natures=("clients",)))} == {"41"}


def test_journals_with_their_settings_of_the_year(books: Books) -> None:
    report = books.report("plan-journaux", journals="AC,AN,BP")
    keys = ("journal", "type", "description", "numbering", "counterpart", "account", "repeat_date")
    assert pick(details(report), *keys) == [
        ("AC", "Achats", "Achats", "Automatique, continue sur l'exercice", "Aucune", "", "Oui"),
        ("AN", "À nouveaux", "À nouveaux", "", "", "", ""),
        (
            "BP",
            "Trésorerie",
            "Banque Principale",
            "Automatique, continue sur l'exercice",
            "Ligne à ligne",
            "5121",
            "Oui",
        ),
    ]
    assert of(report, "general") == []
