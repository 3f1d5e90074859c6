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

    ``code`` is a short stable name (``rating-differs``), ``cell`` an Excel address or empty when the whole sheet or
    workbook is meant; ``found``, ``expected`` and ``mend`` are for officers.

    >>> problem = Problem(Severity.ERROR, "not-a-number", "Results", "C7", "abc", "a number", "Type the figure.")
    >>> print(problem)
    Results!C7: found abc; expected a number. Type the figure.
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
        sheet = f"'{self.sheet}'" if " " in self.sheet else self.sheet
        return f"{sheet}!{self.cell}" if self.cell else sheet

    def __str__(self) -> str:
        """One line, ready to be read out over the telephone."""
        return f"{self.place}: found {self.found}; expected {self.expected}. {self.mend}"


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repeats, errors before warnings before notes, otherwise in the order they were met."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.severity.rank)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything found forbids an output."""
    return any(problem.severity is Severity.ERROR for problem in problems)
