"""Reports what is wrong with the lines of a ledger: the first cells of each kind in full, then how many more.

A column typed in the wrong way can put a mistake into every line. Nobody reads 5,000 messages; twenty show
what it is, and one says how many more there are and where the last one stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partialmethod

from kccxl.tables.problems import ProblemLog, Severity

MOST = 20
"""How many problems of one code are listed in full."""


@dataclass(slots=True)
class _Rest:
    """What was not listed of one code: how many, the first place and the last."""

    severity: Severity
    expected: str
    mend: str
    first: str
    last: str = ""
    count: int = 0


class Faults:
    """A problem log for a great many lines.

    ``error``, ``warn`` and ``note`` report one kind of mistake in several lines, given by numbers; ``say`` gives
    the place of one and what stands there, and is asked for those that are listed alone.

    >>> log = ProblemLog("ledger.xlsx")
    >>> faults = Faults(log)
    >>> faults.error("not-a-number", range(2, 352), lambda row: (f"Ledger!J{row}", "“abc”"), "an amount", "Type it.")
    >>> faults.close()
    >>> len(log.problems), log.problems[-1].found, log.problems[-1].place
    (21, '330 more like this, down to Ledger!J351', 'Ledger!J22')
    """

    def __init__(self, log: ProblemLog) -> None:
        """Report to a log."""
        self.log = log
        self._listed: dict[str, int] = {}
        self._rest: dict[str, _Rest] = {}

    def add(
        self,
        severity: Severity,
        code: str,
        lines: Sequence[int],
        say: Callable[[int], tuple[str, str]],
        expected: str,
        mend: str,
    ) -> None:
        """Report a mistake in each of several lines."""
        room = MOST - self._listed.get(code, 0)
        for line in lines[:room]:
            place, found = say(line)
            self.log.add(severity, code, place, found, expected, mend)
        self._listed[code] = self._listed.get(code, 0) + len(lines[:room])
        if left := lines[room:]:
            first = say(left[0])[0]
            rest = self._rest.setdefault(code, _Rest(severity, expected, mend, first))
            rest.last, rest.count = say(left[-1])[0], rest.count + len(left)

    error = partialmethod(add, Severity.ERROR)
    warn = partialmethod(add, Severity.WARNING)
    note = partialmethod(add, Severity.NOTE)

    def close(self) -> None:
        """Say how many more there are of each kind."""
        for code, rest in self._rest.items():
            more = f"{rest.count:,} more like this, down to {rest.last}"
            self.log.add(rest.severity, code, rest.first, more, rest.expected, rest.mend)
        self._rest.clear()
