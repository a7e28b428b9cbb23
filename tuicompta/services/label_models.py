"""Label models: labels chosen quickly in the entry screens (ML)."""

import re

from tuicompta.core.enums import JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.labels import LABEL_LENGTH, check_template
from tuicompta.core.text import capitals, clean_text
from tuicompta.models.transaction import transaction
from tuicompta.services.dossier import Dossier

_CODE = re.compile(r"[0-9A-Z]{1,10}")
_INSERT = "INSERT INTO label_model (code, label, journal_type, active) VALUES (?, ?, ?, ?)"


class LabelModelCodeError(TuicomptaError):
    """The code of a label model has 1 to 10 letters or digits (ML-02)."""

    template = "Code de modèle de libellé «{code}» refusé : 1 à 10 lettres ou chiffres."


class LabelModelExistsError(TuicomptaError):
    """Codes of label models are unique (ML-02)."""

    template = "Le modèle de libellé {code} existe déjà : «{label}». Choisissez un autre code."


class LabelModelTextError(TuicomptaError):
    """The label of a model is mandatory (ML-02)."""

    template = "Le libellé du modèle {code} est obligatoire (100 caractères au plus)."


def create_label_model(
    dossier: Dossier, code: str, label: str, journal_type: JournalType | None = None, *, active: bool = True
) -> int:
    """Store a label model and return its identifier; no journal type stands for «Tous» (ML-02, ML-03).

    Raises the refusals of this module and that of an unknown token (JF-26).
    """
    dossier.require_writable()
    code, label = capitals(clean_text(code).strip()), clean_text(label).strip()
    if not _CODE.fullmatch(code):
        raise LabelModelCodeError(code=code)
    if not 1 <= len(label) <= LABEL_LENGTH:
        raise LabelModelTextError(code=code)
    check_template(label)
    with transaction(dossier.database):
        if row := dossier.database.row("SELECT label FROM label_model WHERE code = ?", (code,)):
            raise LabelModelExistsError(code=code, label=row[0])
        kind = journal_type.value if journal_type else None
        return dossier.database.run(_INSERT, (code, label, kind, int(active)))
