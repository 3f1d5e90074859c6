"""What one cell says: a number as displayed, with its unit, or a word that stands for none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from kccxl.rules.exact import exact_difference
from kccxl.rules.rounding import MOST_DECIMALS, decimals_of, round_half_up, show
from kccxl.tables.displayed import literal_of, read_format, section_for
from kccxl.tables.grid import Value


class Kind(StrEnum):
    """What kind of thing a cell holds."""

    NUMBER = "number"
    BLANK = "blank"
    NA = "na"
    SNAPSHOT = "snapshot"
    NEW = "new"
    TBC = "tbc"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sheet, in base units, with all that was printed around it.

    ``value`` is in base units (``£6.5m`` is 6500000; ``95%`` is 95, in percent points). ``decimals`` count
    in base
    units, as displayed (``£6.5m`` has -5), ``None`` where only the stored digits are known. ``scale`` is
    the suffix to print (``""``, ``k``, ``m``, ``bn``), ``marker`` a footnote mark, ``words`` what followed
    the number, ``printed`` the cell as the eye sees it, ``cell`` where it stands (``Sheet!C12``, empty if
    computed).
    """

    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    decimals: int | None = None
    scale: str = ""
    marker: str = ""
    words: str = ""
    printed: str = ""
    cell: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None

    @property
    def exact(self) -> Decimal:
        """The number, of a figure that is known to hold one.

        Raises:
            ValueError: there is none.

        """
        if self.value is None:
            raise ValueError(f"{self.printed!r} holds no number")
        return self.value

    @property
    def shown(self) -> str:
        """The figure as papers print it (``95%``, ``£6.5m``, ``N/a``), without its footnote mark."""
        if self.value is None:
            return self.printed or ("" if self.kind is Kind.BLANK else "N/a")
        return show(self.value, self.unit, self.decimals, self.scale).replace(" %", "%")

    def at(self, cell: str) -> Figure:
        """Return the same figure, knowing where it stands."""
        return replace(self, cell=cell)


BLANK = Figure(Kind.BLANK)
"""No figure at all."""

_WORDS = {
    Kind.NA: {"n/a", "na", "n.a.", "n.a", "not applicable", "not available", "-", "–", "—", "--", ".."},
    Kind.SNAPSHOT: {"snapshot data", "snapshot"},
    Kind.NEW: {"new", "(new)", "new indicator"},
    Kind.TBC: {"tbc", "(tbc)", "to be confirmed", "tbd"},
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS.items() for word in words}
_SCALES = {
    "": ("", 0),
    "k": ("k", 3),
    "thousand": ("k", 3),
    "m": ("m", 6),
    "mn": ("m", 6),
    "million": ("m", 6),
}
_SCALES |= {"bn": ("bn", 9), "b": ("bn", 9), "billion": ("bn", 9)}
_SCALES |= {
    "thousands": ("k", 3),
    "mil": ("m", 6),
    "mill": ("m", 6),
    "millions": ("m", 6),
    "billions": ("bn", 9),
}
_UNIT_OF_WORD = {"per cent": "%", "percent": "%", "pounds": "£", "gbp": "£"}
_WIDEST = 300  # Excel holds no number beyond 1E+308, and a percentage needs two digits more
_DUST = 1e-9  # no figure of a council is as small; what binary arithmetic leaves of large figures is
_TAG = re.compile(r"</?(?:p|i|b|u|sup|sub|ul|li|br|del|span|font)\b[^>]*>", re.IGNORECASE)
_NUMBER = re.compile(
    r"""(?P<open>\()?\s*(?P<sign>[-+])?\s*(?P<pound>£)?\s*(?P<sign2>[-+])?\s*
    (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
    \s*(?P<percent>%)?
    (?:\s*(?P<scale>thousands?|millions?|billions?|mill?|mn|bn|k|m|b)\b)?
    (?P<percent2>%)?\s*(?P<close>\))?
    (?P<marker>\s?[*†‡¹²³+]+)?
    (?P<words>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_DASHES = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)


def plain_text(value: Value) -> str:
    r"""Return a cell as text: tags of web pages, line breaks and special blanks made plain.

    Outer blanks removed.

    >>> plain_text(" <p>Contact\u00a0Point</p> ")
    'Contact Point'
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())


def paragraphs(value: Value) -> str:
    r"""A cell's text with its line breaks kept, each line made plain; blank lines at the ends are removed.

    >>> paragraphs("Two posts are vacant. \r\n\n Both are advertised.")
    'Two posts are vacant.\n\nBoth are advertised.'
    """
    if not isinstance(value, str):
        return plain_text(value)
    return "\n".join(plain_text(line) for line in value.splitlines()).strip("\n")


def read_figure(value: Value, number_format: str = "General") -> Figure:
    """Read the figure in a cell.

    A text that holds anything but one figure (``1200, 60%``, ``350-550``, ``3 of 5``), a date or a yes/no
    comes back as kind ``text`` without a value: the caller names the cell.

    >>> read_figure(0.9749, "0%").value, read_figure(0.9749, "0%").shown
    (Decimal('97.49'), '97%')
    >>> read_figure("43%*").marker, read_figure("(349.7)").value, read_figure("-£349.7k").value
    ('*', Decimal('-349.7'), Decimal('-349700'))
    >>> read_figure("n/a").kind.value, read_figure("1200, 60%").kind.value
    ('na', 'text')
    """
    if isinstance(value, bool | date | datetime | time | timedelta):
        return Figure(Kind.TEXT, printed=str(value))
    if isinstance(value, int | float):
        return _stored(value, number_format)
    text = plain_text(value)
    if not text:
        return BLANK
    kind = _KIND_OF_WORD.get(text.lower())
    return Figure(kind, printed=text) if kind else _typed(text)


def exact(value: int | float) -> Decimal:
    """Return the decimal an Excel number stands for: its 15 significant digits, without what binary adds.

    What is left where binary figures should have made nothing (0.1 + 0.2 - 0.3) is nothing.

    >>> exact(0.1 + 0.2), exact(95.0), exact(0.1 + 0.2 - 0.3)
    (Decimal('0.3'), Decimal('95'), Decimal('0'))
    """
    if isinstance(value, float) and abs(value) < _DUST:
        return Decimal(0)
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    return Decimal(format(number.normalize(), "f"))


def without_dust(value: Decimal, decimals: int = 6, dust: Decimal = Decimal("1E-9")) -> Decimal:
    """Return a stored figure without what binary arithmetic left on it: the plain one it lies as good as upon.

    Subtraction leaves more than the 16th digit: 37343.2 less 36830.6 is stored as 512.599999999999. A figure that
    goes on for its own sake (a third) is kept.

    Args:
        value: the figure, as `exact` gives it.
        decimals: the most a plain figure has.
        dust: how far off, at most.

    >>> without_dust(exact(37343.2 - 36830.6)), without_dust(exact(100 / 3))
    (Decimal('512.6'), Decimal('33.3333333333333'))
    """
    if decimals_of(value) <= decimals:
        return value
    plain = round_half_up(value, decimals)
    if abs(exact_difference(value, plain)) > dust:
        return value
    return Decimal(format(plain.normalize(), "f")) if plain else Decimal(0)


def _stored(value: int | float, number_format: str) -> Figure:
    if (isinstance(value, float) and not isfinite(value)) or not _holdable(exact(value)):
        return Figure(Kind.TEXT, printed=str(value))
    number = exact(value)
    section = section_for(number_format, number)
    if words := literal_of(section):
        return read_figure(words)  # a zero shown as N/a is what the reader sees
    shown = read_format(section)
    if shown.date:
        return Figure(Kind.TEXT, printed=f"{value} shown as a date")
    if shown.percent:
        number = exact_percent(number)
    unit = "%" if shown.percent or shown.points else "£" if shown.currency else ""
    stored = decimals_of(without_dust(number))
    decimals = stored if shown.decimals is None else shown.decimals - 3 * shown.thousands
    figure = Figure(Kind.NUMBER, number, unit, _showable(decimals), shown.scale, shown.marker)
    return replace(figure, printed=figure.shown + shown.marker)


def exact_percent(fraction: Decimal) -> Decimal:
    """Return a fraction in percent points, every digit kept.

    >>> exact_percent(Decimal("0.995"))
    Decimal('99.5')
    """
    return Decimal(format(fraction.scaleb(2).normalize(), "f"))


def _typed(text: str) -> Figure:
    found = _NUMBER.fullmatch(text.translate(_DASHES))
    if found is None or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["sign2"]):
        return Figure(Kind.TEXT, printed=text)
    words = found["words"].strip()
    at = found.start("words")
    glued = found["words"][:1].isalpha() and not text[at - 1].isspace()  # 9O typed for 90, 35x: no remarks
    if words and (glued or not _only_words(words)):
        return Figure(Kind.TEXT, printed=text)
    digits = Decimal(found["digits"].replace(",", ""))
    scale, power = _SCALES[(found["scale"] or "").lower()]
    negative = bool(found["open"]) or "-" in (found["sign"] or "", found["sign2"] or "")
    if not _holdable(digits):
        return Figure(Kind.TEXT, printed=text)
    value = Decimal(format((-digits if negative else digits).scaleb(power), "f"))
    said = _UNIT_OF_WORD.get(words.lower(), "")
    unit = "%" if found["percent"] or found["percent2"] else "£" if found["pound"] else said
    marker, decimals = (found["marker"] or "").strip(), _showable(decimals_of(digits) - power)
    return Figure(Kind.NUMBER, value, unit, decimals, scale, marker, "" if said else words, printed=text)


def _holdable(number: Decimal) -> bool:
    """Whether a number lies where Excel can hold it, with room for a change of unit."""
    return not number or abs(number.adjusted()) <= _WIDEST


def _showable(decimals: int) -> int | None:
    return decimals if decimals <= MOST_DECIMALS else None


def _only_words(words: str) -> bool:
    """Whether what follows a number explains it, and is no second figure (``90% Good or above``.

    ``£11m (£10m grant)``).
    """
    outside = re.sub(r"\([^()]*\)", "", words)
    return (
        not re.search(r"\d", outside)
        and bool(re.match(r"[A-Za-z(]", words))
        and not re.match(r"(?:(?:of|to|or|and|x)\b|hundred|dozen|thou)", words, re.IGNORECASE)
    )
