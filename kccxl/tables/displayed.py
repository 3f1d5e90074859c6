"""What a number format makes of a stored number: percent or not, how many decimals, which scale and currency.

Ratings are made on the figure as displayed, so the decimals an officer sees are those of the format, not
those
stored. ``0%`` shows 0.9749 as 97%, and 97 % is then what is rated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kccxl.rules.rounding import MOST_DECIMALS

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETED = re.compile(r"\[(?:\$([^\]\-]*)[^\]]*|[^\]]*)\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_SEMICOLON = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_SCALES = {"k": "k", "m": "m", "mn": "m", "bn": "bn"}
_STEPS = {"": 0, "k": 1, "m": 2, "bn": 3}


@dataclass(frozen=True, slots=True)
class Displayed:
    """How a format shows a number. ``decimals`` is None where the format leaves them to the number (General).

    ``thousands`` counts the thousands by which the format divides (``0.0,,"m"`` divides by two of them),
    ``scale`` is the suffix it prints for that, ``marker`` a footnote mark it prints behind the number.
    ``points``: it prints a percent sign as mere text (``0"%"``), so that 95 is stored for 95%.
    """

    decimals: int | None = None
    percent: bool = False
    currency: bool = False
    thousands: int = 0
    scale: str = ""
    marker: str = ""
    date: bool = False
    points: bool = False


def section_for(code: str, number: Decimal) -> str:
    """The section of a format that shows this number: by its condition, else by sign.

    >>> section_for('[>=1000]£0.0,"k";£0', Decimal(55000)), section_for('0.0;(0.0);"N/a"', Decimal(0))
    ('[>=1000]£0.0,"k"', '"N/a"')
    """
    sections = _sections(code)
    if any(_CONDITION.search(section) for section in sections):
        fitting = [section for section in sections if _fits(section, number)]
        return fitting[0] if fitting else sections[-1]
    place = 1 if number < 0 else 2 if number == 0 else 0
    return sections[place] if place < len(sections) and sections[place].strip() else sections[0]


def literal_of(section: str) -> str:
    """The words of a section that shows words alone (``"N/a"``); empty where it shows the number.

    >>> literal_of('"N/a"'), literal_of('0.0"m"')
    ('N/a', '')
    """
    words = "".join(a or b for a, b in _QUOTED.findall(section)).strip()
    bare = _BRACKETED.sub("", _QUOTED.sub("", section))
    return words if not re.search(r"[0#?@a-zA-Z]", bare) else ""


@lru_cache(maxsize=1024)
def outline(section: str) -> str:
    """What a section of a format prints around a number, with 1 in its place.

    >>> outline('#,##0.0" F"'), outline('_(* (#,##0)'), outline('[Red]-£0.0,,"m"'), outline("General")
    ('1 F', '(1)', '-£1m', '1')
    """
    bare = _BRACKETED.sub(lambda found: found[1] or "", re.sub(r"[_*].", "", section))
    parts = re.split(r'("[^"]*"|\\.)', bare)
    printed = [
        part[1:-1] if part[:1] == '"' else part[1:] if part[:1] == "\\" else _plainly(part) for part in parts
    ]
    return " ".join("".join(printed).split())


def _plainly(code: str) -> str:
    return re.sub(r"General|Standard|[0#?.,%]*[0#?][0#?.,%]*", "1", code, flags=re.IGNORECASE)


def _sections(code: str) -> list[str]:
    """The sections of a format, semicolons in quoted words left alone."""
    return _SEMICOLON.split(code)


def _fits(section: str, number: Decimal) -> bool:
    condition = _CONDITION.search(section)
    if condition is None:
        return True
    limit = Decimal(condition[2])
    return {
        "<": number < limit,
        ">": number > limit,
        "<=": number <= limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[condition[1]]


@lru_cache(maxsize=1024)
def read_format(code: str) -> Displayed:
    """Read a number format's first section, the one for positive numbers.

    >>> read_format("0.0%").decimals, read_format("0.0%").percent
    (1, True)
    >>> read_format('£#,##0.0,,"m"').scale, read_format("[$£-809]#,##0").currency
    ('m', True)
    >>> read_format("General").decimals is None, read_format("dd/mm/yyyy").date
    (True, True)
    """
    section = _sections(code)[0]
    literals = " ".join(a or b for a, b in _QUOTED.findall(section))
    currency = "£" in section or any("£" in mark for mark in _BRACKETED.findall(section))
    bare = _BRACKETED.sub("", _QUOTED.sub("", section))
    bare = re.sub(r"[_*].", "", bare)
    if bare.strip().lower() in ("general", "@", "standard"):
        return Displayed(currency=currency)
    if re.search(r"[dmyhs]", bare.lower()):
        return Displayed(date=True)
    if "/" in bare or re.search(r"e[+-]", bare.lower()):
        return Displayed(currency=currency)
    places = re.search(r"\.([0#?]+)", bare)
    commas = re.search(r"[0#?](,+)(?![0#?,])", bare)
    thousands = len(commas.group(1)) if commas else 0
    scale = next((_SCALES[word] for word in re.findall(r"[a-z]+", literals.lower()) if word in _SCALES), "")
    return Displayed(
        decimals=min(len(places.group(1)), MOST_DECIMALS) if places else 0,
        percent="%" in bare,
        points="%" in literals and "%" not in bare,
        currency=currency,
        thousands=thousands,
        scale=scale if thousands == _STEPS.get(scale) else "",
        marker="".join(re.findall(r"[*†‡+]", literals)),
    )
