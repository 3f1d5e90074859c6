"""Problems: everything in a workbook that an officer should mend or know, each with its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops the output, a warning and a note are printed on it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend or to know.

    ``code`` is a short stable name (``rating-differs``), ``cell`` an Excel address or empty when the whole
    sheet or
    workbook is meant; ``found``, ``expected`` and ``mend`` are for officers.

    >>> problem = Problem(Severity.ERROR, "not-a-number", "Data", "C7", "abc", "a number", "Type it.")
    >>> print(problem)
    Data!C7: found abc; expected a number. Type it.
    """

    severity: Severity
    code: str
    sheet: str
    cell: str
    found: str
    expected: str
    mend: str
    workbook: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell as one would type them, or the workbook when no sheet is meant."""
        if not self.sheet:
            return self.workbook or "workbook"
        plain = (
            self.sheet.isascii() and self.sheet.replace("_", "").isalnum() and not self.sheet[:1].isdigit()
        )
        sheet = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        return f"{sheet}!{self.cell}" if self.cell else sheet

    def as_json(self) -> dict[str, str]:
        """Return the problem as the contracts of all reports give it."""
        return {
            "severity": self.severity.value,
            "code": self.code,
            "sheet": self.sheet,
            "cell": self.cell,
            "found": self.found,
            "expected": self.expected,
            "mend": self.mend,
        }

    def __str__(self) -> str:
        """One line, ready to be read out over the telephone."""
        return f"{self.place}: found {self.found}; expected {self.expected}. {self.mend}"


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repeats, errors before warnings before notes, otherwise in the order they were met."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.severity.rank)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything found forbids an output."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class ProblemLog:
    """Collects every problem met while one workbook is read and computed; nothing is raised on the way.

    >>> log = ProblemLog("book.xlsx")
    >>> log.add(Severity.NOTE, "hidden-row", "Data!A4", "row 4 is hidden", "a visible row", "It was read.")
    >>> log.problems[0].sheet, log.problems[0].cell
    ('Data', 'A4')
    """

    def __init__(self, workbook: str) -> None:
        """Start an empty log for a workbook's file name."""
        self.workbook = workbook
        self.problems: list[Problem] = []

    def add(self, severity: Severity, code: str, place: str, found: str, expected: str, mend: str) -> None:
        """Take in a problem; ``place`` is ``Sheet!C12``, a sheet's name followed by ``!``, or empty."""
        sheet, _, cell = place.rpartition("!")
        self.problems.append(Problem(severity, code, sheet, cell, found, expected, mend, self.workbook))

    def error(self, code: str, place: str, found: str, expected: str, mend: str) -> None:
        """Take in a problem that forbids an output."""
        self.add(Severity.ERROR, code, place, found, expected, mend)

    def warn(self, code: str, place: str, found: str, expected: str, mend: str) -> None:
        """Take in a problem that is printed with the output."""
        self.add(Severity.WARNING, code, place, found, expected, mend)

    def note(self, code: str, place: str, found: str, expected: str, mend: str) -> None:
        """Take in something the officer should know."""
        self.add(Severity.NOTE, code, place, found, expected, mend)
