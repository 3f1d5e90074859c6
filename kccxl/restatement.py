"""Compare two results of a report in words: what a minute or a correction has to say of figures restated.

Works on the JSON contracts, so that every report is compared, and a result saved months ago as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kccxl.rules.rounding import show

_WHO = (
    "kind",
    "level",
    "ref",
    "service_area",
    "division",
    "group",
    "heading",
    "programme",
    "project",
    "saving",
    "cost_centre",
    "subjective_group",
)
"""The fields that say what a line is about; what else it holds may change."""

_SECTIONS = ("problems", "casts", "settings", "counts")
_UNSAID = {"cells", "reason", "ytd_reason", "dot_reason", "near_boundary", "dot_source", "polarity", "unit"}
_WORDS = {
    "month_rag": "month RAG",
    "ytd_rag": "year to date RAG",
    "rag": "RAG",
    "rag_gross": "RAG on gross budget",
    "dot": "direction of travel",
    "ytd": "year to date",
    "in_range": "range",
    "percent": "variance in per cent",
    "fte": "FTE",
}
_NOT_RATED = "not rated"
_COUNTS = {"value", "latest", "ytd", "target", "floor", "previous_year", "lower", "upper"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: in which report, of what, which field, and what it was and is.

    ``before`` and ``after`` are as printed; ``field`` is empty where a whole line came or went.
    """

    report: str
    line: str
    field: str
    before: str
    after: str

    @property
    def in_words(self) -> str:
        """The change as a sentence.

        >>> Change("performance", "CS05", "month RAG", "GREEN", "AMBER").in_words
        'CS05: month RAG was GREEN and is now AMBER.'
        """
        if not self.field:
            return f"{self.line} {'was added' if self.after else 'is no longer reported'}."
        return f"{self.line}: {self.field} was {self.before} and is now {self.after}."


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what differs between two contracts, in the order of the new one.

    Args:
        old: as `kccxl results --format json` gives it, of one report or of several.
        new: the same, later.

    Example:
        >>> lines = [{"ref": "CS05", "month_rag": "GREEN"}], [{"ref": "CS05", "month_rag": "RED"}]
        >>> old, new = ({"report": "performance", "indicators": each} for each in lines)
        >>> [change.in_words for change in compare(old, new)]
        ['CS05: month RAG was GREEN and is now RED.']

    """
    before, after = _by_report(old), _by_report(new)
    names = list(dict.fromkeys([*after, *before]))
    return [
        change
        for name in names
        for change in _compare_reports(name, before.get(name, {}), after.get(name, {}))
    ]


def _by_report(contract: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found = contract.get("reports", [contract])
    return {each["report"]: each for each in found}


def _compare_reports(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for section in dict.fromkeys([*new, *old]):
        if section in _SECTIONS:
            continue
        before, after = _lines(old.get(section), section), _lines(new.get(section), section)
        for who in dict.fromkeys([*after, *before]):
            yield from _compare_lines(name, who, before.get(who), after.get(who))


def _lines(section: object, name: str) -> dict[str, Mapping[str, Any]]:
    """Return the lines of a section by what they are about; a single line is about its section's name."""
    if isinstance(section, Mapping):
        return {name.capitalize(): section}
    if not isinstance(section, Sequence) or isinstance(section, str):
        return {}
    found: dict[str, Mapping[str, Any]] = {}
    met = Counter[str]()
    for line in section:
        who = _who(line)
        met[who] += 1
        found[who if met[who] == 1 else f"{who} ({met[who]})"] = line
    return found


def _who(line: Mapping[str, Any]) -> str:
    """Say what a line is about: its ref alone where it has one, for refs are known to everybody.

    >>> _who({"ref": "CS05", "service_area": "Contact Point"}), _who({"heading": "Legal", "division": "GL"})
    ('CS05', 'Legal (GL)')
    """
    known = {name: str(line[name]) for name in _WHO if line.get(name)}
    if "ref" in known:
        return known["ref"]
    first = next(
        (name for name in reversed(_WHO) if name in known and name not in ("group", "level", "kind")), ""
    )
    more = [text for name, text in known.items() if name not in (first, "level", "kind")]
    beside = f" ({', '.join(more)})" if more else ""
    return f"{known.get(first, 'A line')}{beside}"


def _compare_lines(
    report: str, who: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(report, who, "", "" if old is None else who, "" if new is None else who)
        return
    for field in dict.fromkeys([*new, *old]):
        if field in _UNSAID or field in _WHO or _same(old.get(field), new.get(field)):
            continue
        before, after = (_printed(field, line.get(field), _unit(report, field, line)) for line in (old, new))
        if before != after:
            yield Change(report, who, _WORDS.get(field, field.replace("_", " ")), before, after)


def _same(before: object, after: object) -> bool:
    numbers = _number(before), _number(after)
    return before == after or (None not in numbers and numbers[0] == numbers[1])


def _printed(field: str, value: object, unit: str) -> str:
    if value is None or value == "":
        return _NOT_RATED if field.endswith("rag") else "blank"
    number = _number(value)
    if number is None:
        return str(value)
    return show(number, unit).replace(" %", "%")


def _unit(report: str, field: str, line: Mapping[str, Any]) -> str:
    if report == "performance":
        return str(line.get("unit", "")) if field in _COUNTS else ""
    return {"percent": "%", "fte": "", "posts": ""}.get(field, "£")


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
