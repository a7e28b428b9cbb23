"""Settings that a new account takes: from its nearest relative, else from the options (FC-43, OFC, FC-33)."""

from dataclasses import dataclass

from tuicompta.core.accounts import default_sides
from tuicompta.core.natures import AccountNature, has_due_dates, is_of
from tuicompta.models.database import Database, Row
from tuicompta.services.settings.settings import text_setting


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the page «Fiche compte» and of «À nouveaux», read once for many accounts (OFC, OAN-02)."""

    lettering: str
    due_dates: str
    reconciliation: str
    carry_forward: str

    @classmethod
    def of(cls, database: Database) -> "Options":
        """Read the options of a dossier."""
        return cls(
            lettering=text_setting(database, "accounts.lettering"),
            due_dates=text_setting(database, "accounts.due_dates"),
            reconciliation=text_setting(database, "accounts.reconciliation"),
            carry_forward=text_setting(database, "carry_forward.detail"),
        )


def lettering_allowed(number: str, options: Options) -> bool:
    """Tell whether a new detail account can be lettered (FC-23, OFC-04)."""
    return is_of(number, AccountNature.BALANCE_SHEET) and options.lettering != "none"


def due_date_mode(number: str, options: Options) -> str:
    """Return how a new account manages its due dates (FC-27, OFC-03)."""
    return options.due_dates if has_due_dates(number) else "none"


def reconciliation_mode(number: str, options: Options) -> str:
    """Return how a new account is reconciled (FC-26, OFC-02)."""
    return options.reconciliation if is_of(number, AccountNature.RECONCILED) else "none"


def summary_carry_forward(number: str, options: Options) -> bool:
    """Tell whether a new account is carried forward in one line (FC-32, OAN-02)."""
    if options.carry_forward == "none" or not lettering_allowed(number, options):
        return True
    return options.carry_forward == "third_parties" and not has_due_dates(number)


def purchase_nature(number: str) -> bool:
    """Tell whether a new account is offered in practical entry of purchases (FC-31)."""
    return number[0] in "26"


def sale_nature(number: str) -> bool:
    """Tell whether a new account is offered in practical entry of sales (FC-31)."""
    return number[0] == "7"


def side_rows(account_id: int, number: str) -> list[Row]:
    """Return the rows of «Types de journaux autorisés et sens de saisie» of a new account (FC-33)."""
    return [
        (account_id, journal_type.value, int(allowed), side.value if side else None)
        for journal_type, (allowed, side) in default_sides(number).items()
    ]
