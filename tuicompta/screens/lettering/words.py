"""What lettering says under the lines and in its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.lettering.selection import Act
from tuicompta.core.text import cell_width
from tuicompta.services.lettering.letter import PartiallyLettered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.core.lettering.selection import Selection
    from tuicompta.services.lettering.chosen import GroupOfLine, UndoneGroup
    from tuicompta.services.lettering.letter import Lettered
    from tuicompta.services.lettering.unletter import Unlettered
    from tuicompta.widgets.painted import Run

GAP = "  "
MOST_NAMED = 3


def counted(count: int, one: str, several: str = "") -> str:
    """Return a number with its noun: `0 ligne`, `1 ligne`, `3 lignes`."""
    return f"{count} {several or one + 's' if count > 1 else one}"


def act_label(selection: Selection, code: str) -> str:
    """Return what F9 does with a selection, in words (LETT-08, LETT-09)."""
    labels = {
        Act.LETTER: f"Lettrer en {code}",
        Act.LETTER_WITH_GAP: f"Lettrer en {code}",
        Act.GROW: f"Ajouter à {next(iter(selection.partials), '')}",
    }
    return labels.get(selection.act, "Délettrer")


def selection_runs(selection: Selection, code: str, legend: str, width: int) -> list[Run]:
    """Return the totals of a selection and what F9 does with it, as much as there is room for (LETT-07)."""
    balanced = selection.whole == 0
    parts: list[Run] = [
        (f"Coché {selection.lines} : débit {format_amount(selection.debit)}", "strong"),
        (f"{GAP}crédit {format_amount(selection.credit)}", "strong"),
        (f"{GAP}écart {format_amount(selection.difference)}", "strong" if balanced or selection.partials else "wrong"),
    ]
    if selection.partials:
        parts.append((f"{GAP}reste {'+'.join(selection.partials)} {format_amount(selection.whole)}", "strong"))
    if selection.act in {Act.LETTER, Act.LETTER_WITH_GAP, Act.GROW, Act.UNLETTER}:
        voice = "settled" if selection.act is Act.LETTER else "strong"
        parts.append((f"{GAP}{legend} {act_label(selection, code)}", voice))
    taken = 0
    kept: list[Run] = []
    for text, voice in parts:
        taken += cell_width(text)
        if taken > width:
            break
        kept.append((text, voice))
    return kept


def rule_runs(text: str, width: int) -> list[Run]:
    """Return words set in the rule under the lines."""
    before, after = "── ", " "
    room = max(width - cell_width(before + text + after), 0)
    return [(before, "rule"), (text + after, "quiet"), ("─" * room, "rule")]


def lettered_words(done: Lettered, entry: str) -> str:
    """Say that a group is made; `entry` names its balancing entry, "" without one."""
    text = f"Groupe {done.code} lettré : {counted(done.lines, 'ligne')}"
    return f"{text}, écart {format_amount(done.gap)} passé en {entry}" if entry else text


def partial_words(done: PartiallyLettered) -> str:
    """Say what a partial group is and what remains (LETT-31)."""
    return f"{done.code} : {counted(done.lines, 'ligne')}, reste {format_amount(done.rest)}"


def undone_words(number: str, undone: Sequence[UndoneGroup]) -> str:
    """Say what «Délettrer» is about to undo, group by group as long as they are few."""
    groups = [group for group in undone if not group.partial]
    lines = sum(group.lines for group in groups)
    parts = []
    if 0 < len(groups) <= MOST_NAMED:
        parts += [f"groupe {group.code}, {counted(group.lines, 'ligne')}" for group in groups]
    elif groups:
        parts.append(f"{counted(len(groups), 'groupe')}, {counted(lines, 'ligne')}")
    for group in undone:
        if group.partial:
            parts.append(f"{counted(group.selected, 'ligne')} du groupe partiel {group.code}")
    return f"Compte {number} : {' ; '.join(parts)}."


def unlettered_words(done: Unlettered) -> str:
    """Say what was undone."""
    parts = []
    if done.groups:
        parts.append(f"{counted(done.groups, 'groupe')}, {counted(done.lines, 'ligne délettrée', 'lignes délettrées')}")
    if done.left:
        parts.append(counted(done.left, "ligne sortie de son groupe partiel", "lignes sorties de leur groupe partiel"))
    if done.deleted:
        parts.append("écriture d'écart supprimée")
    return " · ".join(parts) or "Aucune ligne lettrée"


def kept_words(done: Unlettered) -> str:
    """Say why balancing entries that were to be deleted stay (LETT-26)."""
    return "\n".join(str(refusal) for refusal in done.kept)


def partial_line(group: GroupOfLine) -> str:
    """Say what the partial group of the line under the cursor is (LETT-32)."""
    return partial_words(PartiallyLettered(group.code, group.lines, group.rest))
