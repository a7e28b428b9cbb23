"""Groups of settings that come several times: an address, telephones, a contact (ADR-07, ADR-08)."""

from tuicompta.core.settings.checks import email_warning
from tuicompta.core.settings.declaration import Kind, Link, Page, Setting

POSTAL_HELP = "Le code postal complète la ville, le département et le pays ; F4 montre les codes connus."
TOWN_HELP = "Une ville connue complète le code postal quand il est vide."


def text(
    key: str,
    label: str,
    page: Page,
    length: int,
    group: str = "",
    *,
    mandatory: bool = False,
    hint: str = "",
) -> Setting:
    """Declare a line of text."""
    return Setting(key, label, "", page=page, group=group, length=length, mandatory=mandatory, hint=hint)


def tick(key: str, label: str, page: Page, *, default: bool, group: str = "", hint: str = "") -> Setting:
    """Declare a tick box."""
    return Setting(key, label, default, Kind.TICK, page, group, hint)


def proposed(key: str, label: str, page: Page, length: int, group: str, link: Link, hint: str = "") -> Setting:
    """Declare a text for which the records of a table are proposed (ADR-03, ADR-06)."""
    return Setting(key, label, "", page=page, group=group, length=length, link=link, hint=hint)


def email(key: str, page: Page, group: str) -> Setting:
    """Declare an address of electronic mail."""
    return Setting(key, "E-mail", "", page=page, group=group, length=100, warning=email_warning)


def address(prefix: str, page: Page, group: str) -> tuple[Setting, ...]:
    """Declare the fields of an address, without its name (ADR-07, SO-02)."""
    return (
        text(f"{prefix}.address", "Adresse", page, 40, group),
        text(f"{prefix}.address_2", "Adresse (suite)", page, 40, group),
        text(f"{prefix}.address_3", "Adresse (suite)", page, 40, group),
        text(f"{prefix}.address_4", "Adresse (fin)", page, 40, group),
        proposed(f"{prefix}.postal_code", "Code postal", page, 10, group, Link.POSTAL_CODE, POSTAL_HELP),
        proposed(f"{prefix}.town", "Ville", page, 35, group, Link.TOWN, TOWN_HELP),
        proposed(f"{prefix}.department", "Département", page, 50, group, Link.DEPARTMENT),
        proposed(f"{prefix}.country", "Pays", page, 50, group, Link.COUNTRY),
    )


def telephones(prefix: str, page: Page, group: str) -> tuple[Setting, ...]:
    """Declare telephones, fax and address of electronic mail (SO-03, ADR-08)."""
    return (
        text(f"{prefix}.phone", "Téléphone fixe", page, 20, group),
        text(f"{prefix}.mobile", "Téléphone portable", page, 20, group),
        text(f"{prefix}.fax", "Fax", page, 20, group),
        email(f"{prefix}.email", page, group),
    )


def contact(prefix: str, page: Page, group: str) -> tuple[Setting, ...]:
    """Declare a person of the accountant's firm (XP-02)."""
    return (
        proposed(f"{prefix}.title", "Civilité", page, 25, group, Link.TITLE),
        text(f"{prefix}.last_name", "Nom", page, 60, group),
        text(f"{prefix}.first_name", "Prénom", page, 60, group),
        *telephones(prefix, page, group),
    )
