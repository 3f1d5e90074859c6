"""Give each line of the monitoring what is said on it, in its row or in a table of explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kccxl.reports.monitoring.headings import matching
from kccxl.reports.monitoring.model import Explanation, Line
from kccxl.reports.monitoring.reading import ReadTable
from kccxl.tables.problems import ProblemLog


def explain_lines(
    read: Sequence[ReadTable],
    computed: Sequence[Sequence[Line]],
    texts: Sequence[Explanation],
    log: ProblemLog,
) -> tuple[list[list[Line]], list[Explanation]]:
    """Return the lines of each table with what is said on them, and the explanations that name no line.

    What stands in the row of a line comes first.
    """
    headings = [line.heading for lines in computed for line in lines]
    said = _in_rows(read)
    unplaced = []
    for text in texts:
        named = matching(text.heading, headings)
        for number in named:
            said[number].append(text)
        if not named:
            unplaced.append(text)
            _report_unknown(text, log)
        elif len(named) > 1:
            _report_ambiguous(text, len(named), log)
    every = iter(said)
    return [[_explained(line, next(every)) for line in lines] for lines in computed], unplaced


def _in_rows(read: Sequence[ReadTable]) -> list[list[Explanation]]:
    """What stands in a column of explanations, for each line of all tables."""
    given = [(line, line.texts.get("explanation", "")) for table in read for line in table.lines]
    return [
        [Explanation(line.label, text, line.cells["explanation"])] if text else [] for line, text in given
    ]


def _explained(line: Line, said: Sequence[Explanation]) -> Line:
    text = "\n".join(each.text for each in said)
    found = replace(line.variance, note=text) if line.variance else None
    return replace(line, explanations=tuple(said), variance=found)


def _report_unknown(text: Explanation, log: ProblemLog) -> None:
    named = f"an explanation of “{text.heading}”, a heading no monitoring table has"
    log.warn(
        "explanation-unknown",
        text.cell,
        named if text.heading else "an explanation without a heading",
        "one of the headings, spelled as in the table",
        "Correct the heading; until then it is printed after all others.",
    )


def _report_ambiguous(text: Explanation, lines: int, log: ProblemLog) -> None:
    log.warn(
        "explanation-ambiguous",
        text.cell,
        f"an explanation of “{text.heading}”, which is the heading of {lines} lines",
        "a heading of one line",
        "It is printed with each of them. Give the lines different headings, or write it beside its line.",
    )
