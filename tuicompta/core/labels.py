"""Labels built from a template with tokens (JF-26)."""

import re
from collections.abc import Collection, Mapping, Sequence

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import is_third_party
from tuicompta.core.text import excerpt

LABEL_LENGTH = 100
TOKENS = ("tiers", "intitule", "compte", "piece", "document", "journal", "mois", "aaaa")
# Recurring entries have two more (ABO-03).
RECURRING_TOKENS = (*TOKENS, "date", "n")

_TOKEN = re.compile(r"\{([^{}]*)\}")


class UnknownTokenError(TuicomptaError):
    """A template holds a token that is in no list (JF-26)."""

    template = "Repère inconnu : «{token}». Repères possibles : {known}."


def check_template(text: str, tokens: Collection[str] = TOKENS) -> None:
    """Refuse a template that holds another token than these; raises UnknownTokenError (JF-26)."""
    for token in _TOKEN.findall(text):
        if token not in tokens:
            known = ", ".join(f"{{{name}}}" for name in tokens)
            raise UnknownTokenError(token=excerpt(f"{{{token}}}"), known=known)


def account_of_party(numbers: Sequence[str]) -> str:
    """Return the account of an entry that `{tiers}` names: the first one of a third party, else the first (JF-26)."""
    return next((number for number in numbers if is_third_party(number)), numbers[0])


def build_label(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its tokens replaced, in one pass: what a value holds is never a token.

    A token without value gives nothing; double spaces are reduced; the label is cut at 100 characters (JF-26, SJ-18).
    """
    text = _TOKEN.sub(lambda token: values.get(token[1], ""), template)
    return re.sub(" {2,}", " ", text).strip()[:LABEL_LENGTH].rstrip()
