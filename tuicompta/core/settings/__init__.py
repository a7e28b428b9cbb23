"""The settings of a dossier, declared once: key, label, default, kind, page, bounds and checks (OSA to ONU, SO to XP).

Screens, defaults, checks, import and export derive from this table; no default is written anywhere else.
"""

from types import MappingProxyType
from typing import Final

from tuicompta.core.settings import company, environment, option_pages, options
from tuicompta.core.settings.declaration import Kind, Link, Page, Setting, Value, Wanted

__all__ = ["SETTINGS", "Kind", "Link", "Page", "Setting", "Value", "Wanted", "settings_of_page"]

_DECLARED = (
    *company.ADDRESS,
    *company.ADMINISTRATION,
    *company.VAT,
    *company.TAX_OFFICE,
    *company.LOGO,
    *company.ACCOUNTANT,
    *options.ENTRY,
    *options.PRACTICAL,
    *options.PAYMENTS,
    *options.FORECAST,
    *options.TRANSFER,
    *options.CUT_OFF,
    *option_pages.ACCOUNTS,
    *option_pages.LETTERING,
    *option_pages.CARRY_FORWARD,
    *option_pages.STATEMENTS,
    *option_pages.NUMBERING,
    *environment.ENVIRONMENT,
)

SETTINGS: Final = MappingProxyType({setting.key: setting for setting in _DECLARED})


def settings_of_page(page: Page) -> tuple[Setting, ...]:
    """Return the settings of a page, in their order."""
    return tuple(setting for setting in _DECLARED if setting.page is page)
