"""What a setting is, as data: its page, its kind, its bounds, its checks. Screens and checks derive from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Self

Value = str | int | bool | None


class Kind(Enum):
    """What a setting holds, and therefore how it is typed and shown."""

    TEXT = "text"
    LINES = "lines"
    """A text of several lines."""
    TICK = "tick"
    NUMBER = "number"
    AMOUNT = "amount"
    """Whole cents."""
    RATE = "rate"
    """Hundredths of a percent."""
    CAPITAL = "capital"
    """Whole cents, up to 18 digits (SA-01)."""
    CHOICE = "choice"
    DATE = "date"
    """An ISO date."""
    PATH = "path"
    LINK = "link"
    """The code of a record of another table."""
    SHOWN = "shown"
    """Never typed."""


class Link(Enum):
    """Tables a setting may take its value from. A text only has it proposed; a link must be in it."""

    JOURNAL = "journal"
    ACCOUNT = "account"
    PAYMENT_METHOD = "payment_method"
    BANK = "bank"
    NAF_CODE = "naf_code"
    TITLE = "title"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    DEPARTMENT = "department"
    COUNTRY = "country"


class Page(StrEnum):
    """The pages of settings, by the name of their function in the menus, with their title (SET-01)."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a page of its name and its title."""
        page = str.__new__(cls, value)
        page._value_ = value
        page.label = label
        return page

    ADDRESS = "company_address", "Coordonnées"
    ADMINISTRATION = "company_administration", "Informations administratives"
    VAT = "company_vat", "Informations de TVA"
    TAX_OFFICE = "tax_office", "Trésor Public"
    LOGO = "company_logo", "Logo"
    ACCOUNTANT = "accountant", "Expert"
    ENTRY = "options_entry", "Saisie"
    PRACTICAL = "options_practical", "Saisie pratique"
    PAYMENTS = "options_payments", "Règlements"
    FORECAST = "options_forecast", "Prévision de trésorerie"
    TRANSFER = "options_transfer", "Transfert comptable"
    CUT_OFF = "options_cut_off", "Écritures de régularisation"
    ACCOUNTS = "options_accounts", "Fiche compte"
    LETTERING = "options_lettering", "Lettrage approché"
    CARRY_FORWARD = "options_carry_forward", "À nouveaux"
    STATEMENTS = "options_statements", "Situations de comptes"
    NUMBERING = "numbering", "Numérotation"
    ENVIRONMENT = "entry_environment", "Environnement de saisie"

    @property
    def is_option(self) -> bool:
        """Whether the page is one of «Options comptables» (SET-01)."""
        return self.value.startswith("options_")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records of a table a link accepts: journals of some types, accounts of some roots.

    `default`: until one is chosen, the first journal of this type, or the first account of this root whose number does
    not begin with `but`, as the dossier has them.
    """

    types: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    default: str = ""
    but: str = ""
    foot_of_journal: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is called on screen, what it holds until it is changed, what it accepts.

    `check` raises the refusal of a value; `warning` returns the sentence about one that is accepted and looks wrong,
    else nothing. `needs` is the key of the tick without which the field is grey. `page` is nothing for what the
    program alone writes.
    """

    key: str
    label: str
    default: Value = None
    kind: Kind = Kind.TEXT
    page: Page | None = None
    group: str = ""
    hint: str = ""
    mandatory: bool = False
    length: int = 60
    lowest: int = 0
    highest: int = 999_999_999
    choices: tuple[tuple[str, str], ...] = ()
    link: Link | None = None
    wanted: Wanted = Wanted()
    check: Callable[[Value], None] | None = None
    warning: Callable[[Value], str] | None = None
    needs: str = ""

    @property
    def named(self) -> str:
        """The label with its group, which tells apart two settings of a page."""
        return f"{self.group} – {self.label}" if self.group else self.label
