"""Sheet titles that every spreadsheet program takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")
_RESERVED = frozenset({"history"})  # Excel keeps this name for itself


def safe_title(wanted: str, taken: Iterable[str] = ()) -> str:
    r"""Return a title as near to the wanted one as the rules allow, different from those taken.

    At most 31 characters, none of ``[ ] : * ? / \``, no apostrophe at either end, not ``History``, and
    unlike any other title also when capitals are disregarded. A long title is cut after a word.

    >>> safe_title("Engagement, Organisation Design and Development")
    'Engagement, Organisation Design'
    >>> safe_title("Costs: 2018/19", ["costs 2018 19"])
    'Costs 2018 19 (2)'
    """
    used = {title.casefold() for title in taken} | _RESERVED
    plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ") or "Sheet"
    title = _cut(plain, LONGEST)
    number = 2
    while title.casefold() in used:
        ending = f" ({number})"
        title = _cut(plain, LONGEST - len(ending)) + ending
        number += 1
    return title


def take_titles(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a title for each wanted one, different from those taken and from each other.

    >>> take_titles(["Budget", "Budget"], ["Monitoring"])
    ['Budget', 'Budget (2)']
    """
    used, titles = list(taken), list[str]()
    for each in wanted:
        titles.append(safe_title(each, used))
        used.append(titles[-1])
    return titles


def told_apart(title: str, report: str, taken: Iterable[str]) -> str:
    """Return a title that names its report where another sheet bears the plain one.

    >>> told_apart("Monitoring", "Ledger", []), told_apart("Monitoring", "Ledger", ["monitoring"])
    ('Monitoring', 'Ledger monitoring')
    """
    if title.casefold() not in {each.casefold() for each in taken}:
        return title
    return f"{report} {title[:1].lower()}{title[1:]}"


def _cut(text: str, length: int) -> str:
    if _units(text) <= length:
        return text
    while _units(text) > length:
        # a word is worth keeping whole only while most of the room is used
        shorter = text.rpartition(" ")[0]
        text = shorter if len(shorter) > length // 2 else text[:-1]
    return text.rstrip(" ,;-&'")


def _units(text: str) -> int:
    """Excel counts UTF-16 units, so that an emoji counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
