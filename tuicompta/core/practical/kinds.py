"""The kinds of practical operation, and what each one is posted as."""

from tuicompta.core.enums import EntryOrigin, Labelled


class PracticalKind(Labelled):
    """What the user books without naming accounts (SP, SPT-01)."""

    PURCHASE = "purchase", "Achat"
    SALE = "sale", "Vente"
    RECEIPT = "receipt", "Encaissement"
    EXPENSE = "expense", "Décaissement"
    TRANSFER = "transfer", "Virement"
    DEPOSIT = "deposit", "Remise de chèques"

    @property
    def is_invoice(self) -> bool:
        """Whether it is booked in «Mes achats» or «Mes ventes»."""
        return self in {PracticalKind.PURCHASE, PracticalKind.SALE}

    @property
    def origin(self) -> EntryOrigin:
        """Origin of the entries it posts (RECH-04)."""
        return _ORIGINS.get(self, EntryOrigin.PRACTICAL_TREASURY)

    @property
    def journal_setting(self) -> str:
        """Key of the option that names its journal (OSP-01)."""
        return f"practical.{_SETTINGS.get(self, 'treasury')}"


_ORIGINS = {
    PracticalKind.PURCHASE: EntryOrigin.PRACTICAL_PURCHASES,
    PracticalKind.SALE: EntryOrigin.PRACTICAL_SALES,
}
_SETTINGS = {PracticalKind.PURCHASE: "purchases", PracticalKind.SALE: "sales"}
