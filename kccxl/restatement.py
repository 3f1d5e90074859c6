"""Compare two results of a report in words: what a minute or a correction has to say of figures restated.

Works on the JSON contracts, so that every report is compared, and a result saved months ago as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kccxl.restatement_words import BLANK, in_words, is_said, key, number, printed, setting, who

_SECTIONS = ("problems", "casts", "settings", "counts")
_IN_ALL, _TOTALS = "subjective", "Totals"

_UNKNOWN = "not known, because of an error"

_Named = tuple[str, Mapping[str, Any]]
"""A line and what it is called."""


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
    """Return what differs between two contracts, in the order of the new one; settings come first.

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
    changes = [
        change
        for name in names
        for change in _compare_reports(name, before.get(name, {}), after.get(name, {}))
    ]
    changes = list(_told_apart(changes)) if len(names) > 1 else changes
    spoilt = bool(errors_in(old)), bool(errors_in(new))
    return [*_compare_settings(before, after), *(_unspoilt(change, *spoilt) for change in changes)]


def _unspoilt(change: Change, old: bool, new: bool) -> Change:
    """Say of a figure that an error makes unknown that it is not known, for it may not be blank at all."""
    before = _UNKNOWN if old and change.before == BLANK else change.before
    return replace(change, before=before, after=_UNKNOWN if new and change.after == BLANK else change.after)


def errors_in(contract: Mapping[str, Any]) -> list[str]:
    """Return the cells with errors of a contract and what was found there: nothing is printed while they stand.

    >>> problem = {"severity": "error", "sheet": "July", "cell": "C7", "found": "“oops”", "expected": "a number"}
    >>> errors_in({"report": "monitoring", "problems": [problem]})
    ['July!C7: found “oops”, expected a number']
    """
    found = (problem for each in _by_report(contract).values() for problem in each.get("problems", ()))
    return list(
        dict.fromkeys(
            f"{each['sheet']}!{each['cell']}: found {each['found']}, expected {each['expected']}"
            for each in found
            if each.get("severity") == "error"
        )
    )


def _told_apart(changes: Sequence[Change]) -> Iterator[Change]:
    """Add the report to the name of a line that others have as well."""
    of = dict[str, set[str]]()
    for change in changes:
        of.setdefault(change.line, set()).add(change.report)
    for change in changes:
        alike = change.line == _TOTALS or len(of[change.line]) > 1
        yield replace(change, line=f"{change.line} of the {change.report} report") if alike else change


def _compare_settings(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[Change]:
    """Each setting that changed, once for all reports that share it."""
    said = set[tuple[str, str, str]]()
    for report in (name for name in new if name in old):
        before, after = old[report].get("settings", {}), new[report].get("settings", {})
        for name in dict.fromkeys([*after, *before]):
            was, now = setting(name, before.get(name)), setting(name, after.get(name))
            label = f"“{name.replace('_', ' ').capitalize()}”"
            if was != now and (label, was, now) not in said:
                said.add((label, was, now))
                yield Change(report, "Settings", label, was, now)


def _by_report(contract: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found = contract.get("reports", [contract])
    return {each["report"]: each for each in found}


def _compare_reports(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for section in dict.fromkeys([*new, *old]):
        if section not in _SECTIONS:
            yield from _compare_lines(name, _lines(old, section), _lines(new, section))


def _lines(report: Mapping[str, Any], section: str) -> dict[str, _Named]:
    """Return the lines of a section by what they are known by; a single line is about its section's name."""
    found = report.get(section)
    if isinstance(found, Mapping):
        return {section: (section.capitalize(), found)}
    if not isinstance(found, Sequence) or isinstance(found, str):
        return {}
    return _listed(found, ", all cost centres" if section == _IN_ALL else "")


def _listed(lines: Sequence[Mapping[str, Any]], beside: str) -> dict[str, _Named]:
    """Name each line of a list; of several with one name, all but the first bear a number."""
    found = dict[str, _Named]()
    met = Counter[str]()
    for line in lines:
        known = key(line)
        met[known] += 1
        again = f" ({met[known]})" if met[known] > 1 else ""
        found[f"{known}{again}"] = f"{who(line)}{again}{beside}", line
    return found


def _compare_lines(
    report: str, old: Mapping[str, _Named], new: Mapping[str, _Named], above: str = ""
) -> Iterator[Change]:
    for known in dict.fromkeys([*new, *old]):
        name = above + (new.get(known) or old[known])[0]
        if known not in old or known not in new:
            yield Change(report, name, "", "" if known in new else name, name if known in new else "")
            continue
        before, after = old[known][1], new[known][1]
        for field in dict.fromkeys([*after, *before]):
            if is_said(field) and not _same(before.get(field), after.get(field)):
                yield from _compare_field(report, name, field, before, after)


def _compare_field(
    report: str, name: str, field: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    if isinstance(new.get(field), list) or isinstance(old.get(field), list):
        # the parts of a cost centre are lines of their own
        before, after = (_listed(line.get(field) or [], "") for line in (old, new))
        yield from _compare_lines(report, before, after, f"{name}, ")
        return
    was, now = printed(report, field, old), printed(report, field, new)
    if was != now:
        yield Change(report, name, in_words(report, field), was, now)


def _same(before: object, after: object) -> bool:
    numbers = number(before), number(after)
    return before == after or (None not in numbers and numbers[0] == numbers[1])
