"""The boxes of practical entry: a new third party, a new nature, the preview of an entry (SP-04, SP-12, SP-23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.text import fit
from tuicompta.core.third_parties import Address
from tuicompta.services.practical.new_accounts import create_nature
from tuicompta.services.practical.parties import NewParty, create_party, proposed_account
from tuicompta.services.small_tables.choices import account_choice
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.core.entry.model import GridLine
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

PARTY = CardSchema(
    (
        Tab(
            "",
            (
                card.text("name", "Nom", mandatory=True, width=42),
                card.text("account", "N° de compte", width=12, max_length=10),
                card.text("address", "Adresse", width=42, max_length=40),
                card.text("postal_code", "Code postal", width=12, max_length=10),
                card.text("town", "Ville", width=37, max_length=35),
            ),
        ),
    )
)
PROPOSED = "Le n° de compte laissé vide est celui qui est proposé d'après le nom."
MARKS = {PracticalKind.PURCHASE: "Nature d'achat (A)", PracticalKind.SALE: "Nature de vente (V)"}
MARKED = {PracticalKind.EXPENSE: (PracticalKind.PURCHASE, "26"), PracticalKind.RECEIPT: (PracticalKind.SALE, "7")}
"""The mark that an account created from a cash operation may have, and the classes that have it at once."""
TITLE_WIDTH, AMOUNT_WIDTH = 30, 14


async def ask_new_party(frame: Frame, dossier: Dossier, text: str, *, supplier: bool) -> str | None:
    """Create a supplier or a customer and return its account; None when the box is given up (SP-04, SP-09)."""
    number = proposed_account(dossier.database, text, supplier=supplier) if text else ""
    values: dict[str, object] = {"name": text, "account": number}
    title = "Nouveau fournisseur" if supplier else "Nouveau client"
    return await frame.dialogs.fill_until(
        title,
        PARTY,
        lambda answer: create_party(dossier, _new_party(dossier, answer, number, text, supplier=supplier)),
        values,
        text=PROPOSED,
    )


def _new_party(dossier: Dossier, answer: Mapping[str, object], number: str, text: str, *, supplier: bool) -> NewParty:
    """Return what was typed; an account number left as proposed follows the name (DOLI-30)."""
    name, account = str(answer["name"]), str(answer["account"] or "")
    if not account or (account == number and name != text):
        account = proposed_account(dossier.database, name, supplier=supplier)
    texts = {part: str(answer[part] or "") for part in ("address", "postal_code", "town")}
    return NewParty(name, account, Address(**texts))


async def ask_new_nature(frame: Frame, dossier: Dossier, kind: PracticalKind, text: str) -> str | None:
    """Create an account marked as a nature and return its number; None when the box is given up (SP-12, SPT-07)."""
    is_number = text[:1].isdigit()
    values: dict[str, object] = {"number": text.upper() if is_number else "", "title": "" if is_number else text}
    values["marked"] = kind not in MARKED or (is_number and text[0] in MARKED[kind][1])
    kind = MARKED[kind][0] if kind in MARKED else kind
    schema = CardSchema(
        (
            Tab(
                "",
                (
                    card.text("number", "Numéro", mandatory=True, width=12, max_length=10),
                    card.text("title", "Intitulé", mandatory=True, width=46),
                    card.tick("marked", MARKS[kind], default=True),
                ),
            ),
        )
    )

    def create(answer: Mapping[str, object]) -> str:
        return create_nature(dossier, kind, str(answer["number"]), str(answer["title"]), marked=bool(answer["marked"]))

    return await frame.dialogs.fill_until("Nouveau compte", schema, create, values)


async def show_preview(
    frame: Frame, dossier: Dossier, entries: Sequence[tuple[str, Sequence[GridLine]]], created: Sequence[str] = ()
) -> None:
    """Show the entries that will be posted, each under the name of its journal (SP-23).

    `created`: VAT accounts that the save makes first.
    """
    rows: list[str] = []
    for journal, lines in entries:
        rows.append(f"{fit(f'Journal {journal}', 42)} {fit('Débit', AMOUNT_WIDTH, 'right')} {_right('Crédit')}")
        rows += [_preview_line(dossier, line) for line in lines]
    rows += [f"Le compte {number} sera créé à l'enregistrement." for number in created]
    await frame.dialogs.report("Aperçu de l'écriture", "", rows)


def _preview_line(dossier: Dossier, line: GridLine) -> str:
    known = account_choice(dossier.database, line.account)
    title = fit(known.title if known else "compte à créer", TITLE_WIDTH)
    debit = format_amount(line.debit, blank_zero=True)
    return f"{fit(line.account, 11)} {title} {_right(debit)} {_right(format_amount(line.credit, blank_zero=True))}"


def _right(text: str) -> str:
    return fit(text, AMOUNT_WIDTH, "right")
