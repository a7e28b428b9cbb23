"""The base of every refusal of the program."""

from typing import ClassVar

from tuicompta.core.text import clean_text


class TuicomptaError(Exception):
    """A rule refuses an act; `str()` gives the French sentence shown to the user.

    There is one subclass per rule. Its `template` is a `str.format` template whose names are the keyword fields the
    error is raised with; text fields come from outside and pass through `clean_text`, so that a message never carries
    a terminal sequence. `exit_code` is what a headless command ends with (INST-13).
    """

    template: ClassVar[str] = "Opération refusée."
    exit_code: ClassVar[int] = 1

    def __init__(self, **fields: object) -> None:
        super().__init__()
        self.fields = fields

    def __str__(self) -> str:
        shown = {name: clean_text(value) if isinstance(value, str) else value for name, value in self.fields.items()}
        return self.template.format(**shown)
