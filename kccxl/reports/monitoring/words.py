"""The words officers type beside a variance."""

from __future__ import annotations

from kccxl.rules.variance import Effect

_EFFECTS = {
    Effect.ADVERSE: {"adverse", "adv", "a", "overspend", "over", "overspent", "pressure", "worse"},
    Effect.FAVOURABLE: {
        *("favourable", "favorable", "fav", "f", "underspend", "under", "underspent"),
        *("saving", "better"),
    },
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


def _plain(text: str) -> str:
    return " ".join(text.lower().rstrip("*†.").split()).strip("()")
