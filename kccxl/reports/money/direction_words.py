"""The words officers type beside a variance."""

from __future__ import annotations

from kccxl.rules.variance import Effect

_OVER = {
    *("adverse", "adv", "a", "overspend", "over", "overspent", "over spend", "over-spend", "o/s", "os"),
    *("overspending", "over budget", "projected overspend", "forecast overspend", "adverse variance"),
}
_UNDER = {
    *(
        "favourable",
        "favorable",
        "fav",
        "f",
        "underspend",
        "under",
        "underspent",
        "under spend",
        "under-spend",
    ),
    *("u/s", "us", "underspending", "under budget", "projected underspend", "forecast underspend"),
    "favourable variance",
}
_EFFECTS = {
    Effect.ADVERSE: {*_OVER, "pressure", "worse"},
    Effect.FAVOURABLE: {*_UNDER, "saving", "better"},
    Effect.NONE: {
        "none",
        "nil",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "balanced",
        "on budget",
        "break even",
        "no variance",
    },
}
_EFFECT_OF = {word: effect for effect, words in _EFFECTS.items() for word in words}


def effect_of(text: str) -> Effect | None:
    """Return what a word says a variance does; None for a word that is not known.

    >>> effect_of("Overspend").value, effect_of("FAV").value, effect_of("likely")
    ('Adverse', 'Favourable', None)
    """
    return _EFFECT_OF.get(_plain(text))


def is_direction(text: str) -> bool:
    """Whether a word says over or under: a saving, or what got worse, may be said of other things than a variance.

    >>> [is_direction(text) for text in ("U/S", "Adverse", "Pressure", "None")]
    [True, True, False, False]
    """
    return _plain(text) in _OVER | _UNDER


def _plain(text: str) -> str:
    return " ".join(text.lower().rstrip("*†.").split()).strip("()")
