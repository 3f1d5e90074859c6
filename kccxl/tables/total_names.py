"""The words by which tables call their totals, and those of figures that are never added: one vocabulary for all."""

from __future__ import annotations

import re
from enum import IntEnum

from kccxl.tables.spec import caption_of


class Naming(IntEnum):
    """How surely a name is that of a total.

    ``PERHAPS`` (Net cost, All grants, Gross expenditure) may name an item as well, so that figures must bear it out;
    ``QUALIFIED`` is a total of something (Total Facilities Management may be a service); ``PLAIN`` says total alone.
    """

    NONE = 0
    PERHAPS = 1
    QUALIFIED = 2
    PLAIN = 3


_PLAIN = re.compile(r"(?:(?:grand|sub|overall|annual|net|gross)[- ]?)?totals?|overall|sum", re.IGNORECASE)
_QUALIFIED = re.compile(
    r"(?:(?:grand|sub|overall)[- ]?)?totals?\b.*|.*\b(?:grand |sub[- ]?)?totals?"
    r"|all (?:divisions|services|directorates|departments|staff|teams)",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"(?:all|net|gross)\b.*|(?:surplus|deficit)\b.*|overall\b.*|sum of .*",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"gross(?: expenditure| cost| budget)?|net(?: cost| expenditure)?")
_YEAR = re.compile(r"(?:whole |full )?year|annual")
_NET = re.compile(r".*\bnet\b.*|(?:surplus|deficit)\b.*", re.IGNORECASE)
_OF_TOTAL = re.compile(
    r".*\b(?:of|to|in) (?:the )?(?:grand )?totals?|(?:running|cumulative) totals?", re.IGNORECASE
)
_UNIT = re.compile(r"£\S*|\b0*00s\b|\bk\b")
_NOT_ADDED = re.compile(
    r"%|\b(?:per ?cent(?:age)?s?|pct|averages?|avg|mean|median|min(?:imum)?|max(?:imum)?|highest|lowest"
    r"|(?<!business )rate|rates (?:per|of)|index|indices|ratio|proportion|share of|price|rank(?:ing)?"
    r"|unit (?:cost|price|rate)s?|(?:cost|price|charge|spend|income) (?:per|each|a head)"
    r"|per (?!annum\b|years?\b|months?\b|quarters?\b|weeks?\b|days?\b|ledger\b)[a-z0-9]+)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"age(?: in years| \(years\))?", re.IGNORECASE)
_RUNNING = re.compile(r"\b(?:cumulative|running|balance|closing|to date|ytd|year end)\b", re.IGNORECASE)


def naming_of(label: str) -> Naming:
    """How surely a row's label is that of a total.

    >>> [naming_of(label).name for label in ("Grand total:", "Total S&CS", "All grants", "Summary care", "% of total")]
    ['PLAIN', 'QUALIFIED', 'PERHAPS', 'NONE', 'NONE']
    """
    label = " ".join(label.split()).rstrip(":. ")
    if not label or _OF_TOTAL.fullmatch(label) or is_never_added(label):
        return Naming.NONE
    for naming, pattern in (
        (Naming.PLAIN, _PLAIN),
        (Naming.QUALIFIED, _QUALIFIED),
        (Naming.PERHAPS, _PERHAPS),
    ):
        if pattern.fullmatch(label):
            return naming
    return Naming.NONE


def naming_of_caption(text: str) -> Naming:
    """How surely a column's caption is that of a total, whatever year and unit stand in it.

    >>> naming_of_caption("2017-18 Total £000s").name, naming_of_caption("Net cost £k").name
    ('PLAIN', 'QUALIFIED')
    """
    if is_never_added(text):
        return Naming.NONE
    caption = " ".join(_UNIT.sub(" ", caption_of(text)).split())
    if _COLUMN.fullmatch(caption):
        return Naming.QUALIFIED
    return Naming.PERHAPS if _YEAR.fullmatch(caption) else naming_of(caption)


def names_total(label: str) -> bool:
    """Whether a label names a total.

    >>> [names_total(label) for label in ("Sub-total Adults", "Directorate total:", "All divisions", "Adults 35 Total")]
    [True, True, True, True]
    >>> names_total("Overall strategy"), names_total("Summary care"), names_total("Totally new")
    (False, False, False)
    """
    return naming_of(label) >= Naming.QUALIFIED


def names_net(label: str) -> bool:
    """Whether a label names what is left of one thing after another is taken off.

    >>> names_net("Net cost of services"), names_net("Network")
    (True, False)
    """
    return bool(_NET.fullmatch(label))


def is_never_added(caption: str) -> bool:
    """Whether what is so called is a rate, an average or a price, of which there is no sum.

    >>> [is_never_added(each) for each in ("Rate %", "Average age", "Cost per visit", "Index", "Salary per annum")]
    [True, True, True, True, False]
    """
    return bool(_NOT_ADDED.search(caption) or _AGE.fullmatch(caption.strip()))


def is_running(caption: str) -> bool:
    """Whether what is so called is carried on from one to the next, so that its last figure stands for all.

    >>> is_running("Cumulative visits"), is_running("Visits")
    (True, False)
    """
    return bool(_RUNNING.search(caption))
