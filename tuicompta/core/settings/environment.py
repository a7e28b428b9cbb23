"""The page «Environnement de saisie»: the look of the entry grids (OEN)."""

from typing import Final

from tuicompta.core.settings.declaration import Kind, Page, Setting

ENVIRONMENT: Final = (
    Setting(
        "environment.separation",
        "Lignes horizontales",
        "lines",
        Kind.CHOICE,
        Page.ENVIRONMENT,
        choices=(("lines", "Lignes"), ("shading", "Ombrage, une écriture sur deux"), ("none", "Ni l'un ni l'autre")),
        hint="Ce qui sépare une écriture de la suivante.",
    ),
    Setting("environment.columns", "Lignes verticales", default=False, kind=Kind.TICK, page=Page.ENVIRONMENT),
    Setting(
        "environment.frame",
        "Cadre de l'écriture en cours",
        default=True,
        kind=Kind.TICK,
        page=Page.ENVIRONMENT,
        hint="Un trait le long de ses lignes.",
    ),
    Setting(
        "environment.ground",
        "Couleur de fond",
        "theme",
        Kind.CHOICE,
        Page.ENVIRONMENT,
        choices=(("theme", "Celle du thème"), ("tinted", "Teintée")),
    ),
    Setting(
        "environment.unbalanced",
        "Écritures en déséquilibre",
        "wrong",
        Kind.CHOICE,
        Page.ENVIRONMENT,
        choices=(("wrong", "Rouge"), ("accent", "Couleur d'accent"), ("strong", "Gras, sans couleur")),
        hint="Elles portent toujours le signe ! en plus.",
    ),
)
