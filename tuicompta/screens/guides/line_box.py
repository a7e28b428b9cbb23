"""The box of a line of a guide model: what it proposes, what stays modifiable (MG-05 to MG-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.entry.cells import NAMES
from tuicompta.core.enums import Side
from tuicompta.core.guide_formulas import NAMED
from tuicompta.core.guides.model import END_OF_MONTH, GUIDE_COLUMNS
from tuicompta.core.guides.texts import GUIDE_TOKENS
from tuicompta.core.labels import check_template
from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.services.guides.lines import LONGEST_TEXT, GuideModelLine, Part
from tuicompta.services.guides.parts import FormulaUse, definition_rows, formula_rows
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab, Values
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import FieldSpec

FIXED, TYPED, EXPRESSION = "fixed", "typed", "expression"
SIDES = tuple(Option(side.value, side.label) for side in Side)
WIDE = 34


async def ask_guide_line(frame: Frame, dossier: Dossier, line: GuideModelLine) -> GuideModelLine | None:
    """Return the line filled, None when the box is closed without."""
    answer = await frame.dialogs.fill("Ligne du modèle", _schema(dossier), _values(line))
    return None if answer is None else _line(dossier, answer)


def _schema(dossier: Dossier) -> CardSchema:
    parts = _text_options(dossier)
    line = (
        card.enabled_if(card.number("day", "Jour", lowest=1, highest=31), lambda values: not values["month_end"]),
        card.tick("month_end", "Fin de mois"),
        card.linked("account", "Compte", AccountChoices(dossier, detail_account)),
        card.choice("piece_from", "Pièce", parts, mandatory=True),
        _fixed_text("piece", "Texte de la pièce", "piece_from"),
        card.choice("label_from", "Libellé", parts, mandatory=True),
        _fixed_text("label", "Texte du libellé", "label_from"),
        card.choice("side", "Sens", SIDES, mandatory=True),
        card.choice("amount_from", "Montant", _amount_options(dossier), mandatory=True),
        card.enabled_if(card.amount("amount", "Montant fixe"), lambda values: values["amount_from"] == FIXED),
        card.enabled_if(
            card.text("expression", "Expression", width=WIDE, max_length=LONGEST_TEXT),
            lambda values: values["amount_from"] == EXPRESSION,
        ),
    )
    ticks = tuple(card.tick(f"free_{column}", NAMES[column], default=True) for column in GUIDE_COLUMNS)
    return CardSchema((Tab("Ligne", line), Tab("Modifiable en saisie", ticks)))


def _fixed_text(name: str, label: str, source: str) -> FieldSpec:
    text = card.checked(
        card.text(name, label, width=WIDE, max_length=LONGEST_TEXT),
        lambda value: check_template(str(value), GUIDE_TOKENS),
    )
    return card.enabled_if(text, lambda values: values[source] == FIXED)


def _text_options(dossier: Dossier) -> list[Option]:
    database = dossier.database
    definitions = [Option(("d", key), made.name) for key, made, _ in definition_rows(database)]
    formulas = [Option(("f", key), made.name) for key, made, _ in formula_rows(database) if made.use is FormulaUse.TEXT]
    return [Option(FIXED, "Texte fixe, ou rien"), *definitions, *formulas]


def _amount_options(dossier: Dossier) -> list[Option]:
    own = [
        Option(("f", key), made.name)
        for key, made, _ in formula_rows(dossier.database)
        if made.use is FormulaUse.AMOUNT
    ]
    named = [Option(name, label) for name, label in NAMED.items()]
    first = [Option(TYPED, "Sans Formule"), Option(FIXED, "Montant fixe")]
    return [*first, *named, Option(EXPRESSION, "Expression"), *own]


def _values(line: GuideModelLine) -> dict[str, object]:
    return {
        "day": None if line.day == END_OF_MONTH else line.day,
        "month_end": line.day == END_OF_MONTH,
        "account": line.account or None,
        "piece_from": _source(line.piece_part),
        "piece": line.piece,
        "label_from": _source(line.label_part),
        "label": line.label,
        "side": line.side.value,
        "amount_from": _amount_source(line),
        "amount": line.amount or None,
        "expression": "" if line.own_formula or line.formula in NAMED else line.formula,
        **{f"free_{column}": column not in line.locked for column in GUIDE_COLUMNS},
    }


def _source(part: Part) -> object:
    if part.definition is not None:
        return ("d", part.definition)
    return FIXED if part.formula is None else ("f", part.formula)


def _amount_source(line: GuideModelLine) -> object:
    if line.own_formula is not None:
        return ("f", line.own_formula)
    if line.formula:
        return line.formula if line.formula in NAMED else EXPRESSION
    return FIXED if line.amount else TYPED


def _line(dossier: Dossier, values: Values) -> GuideModelLine:
    source = values["amount_from"]
    own = source[1] if isinstance(source, tuple) else None
    return GuideModelLine(
        account=str(values["account"] or ""),
        label=str(values["label"] or "") if values["label_from"] == FIXED else "",
        side=Side(str(values["side"])),
        amount=(cast("int | None", values["amount"]) or 0) if source == FIXED else 0,
        formula=_formula(dossier, values),
        day=END_OF_MONTH if values["month_end"] else cast("int | None", values["day"]),
        piece=str(values["piece"] or "") if values["piece_from"] == FIXED else "",
        piece_part=_part(values["piece_from"]),
        label_part=_part(values["label_from"]),
        own_formula=own,
        locked=frozenset(column for column in GUIDE_COLUMNS if not values[f"free_{column}"]),
    )


def _formula(dossier: Dossier, values: Values) -> str:
    source = values["amount_from"]
    if isinstance(source, tuple):
        return next(made.formula for key, made, _ in formula_rows(dossier.database) if key == source[1])
    if source == EXPRESSION:
        return str(values["expression"] or "").strip()
    return str(source) if source in NAMED else ""


def _part(source: object) -> Part:
    if not isinstance(source, tuple):
        return Part()
    kind, key = source
    return Part(definition=key) if kind == "d" else Part(formula=key)
