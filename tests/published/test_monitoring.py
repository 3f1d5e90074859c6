"""The council's financial monitoring of July 2016, Table 1: every figure, percentage and word reproduced."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from kccxl.files.read import read_workbook
from kccxl.reports.monitoring.dashboard import lay_out
from kccxl.reports.monitoring.model import Results
from kccxl.reports.monitoring.report import report
from kccxl.rules.casting import Verdict
from tests.published import oracle
from tests.reports.monitoring.pages import MAKING, row_of
from tests.tables.grids import Cell, sheet

HEADER, GROUP, *LINES, TOTAL = oracle.figures("budgets")["monitoring_2016_07"]
UNITS = ["", *["£'000s"] * 6]
COMPUTED = ("Revised Net Variance", "Movement")
FIELDS = {
    "Net Budget": ("net_budget", "Net budget £000s"),
    "Net Forecast Variance": ("variance", "Forecast variance £000s"),
    "Corporate Director adjustment": ("adjustment", "Corporate Director adjustment £000s"),
    "Revised Net Variance": ("revised", "Revised variance £000s"),
    "Last Reported position": ("last_reported", "Last reported £000s"),
    "Movement": ("movement", "Movement £000s"),
}


def _thousands(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _store(printed: str, cells: str) -> Cell:
    if not printed or cells == "text":
        return printed or None
    number = float(_thousands(printed))
    return (number, "#,##0.0") if cells == "formatted" else number


def _results(cells: str, *, blank: tuple[str, ...] = ()) -> Results:
    """Report on the table as published; columns in ``blank`` are left to be computed."""
    rows: list[list[Cell]] = [
        [row[0], *(None if name in blank else _store(text, cells) for name, text in zip(HEADER[1:], row[1:], strict=True))]
        for row in (GROUP, *LINES, TOTAL)
    ]  # fmt: skip
    return report([sheet([HEADER, UNITS, *rows], "Table 1")], "monitoring.xlsx")


@pytest.mark.parametrize("blank", [(), COMPUTED])
@pytest.mark.parametrize("kind", ["formatted", "text", "number"])
def test_all_ten_lines_and_the_total_are_reproduced(kind: str, blank: tuple[str, ...]) -> None:
    after = _results(kind, blank=blank)
    assert not [problem for problem in after.problems if problem.severity.value == "error"]
    assert len(after.items) == len(LINES) == 10
    compared = 0
    for line, printed in zip([*after.items, after.total], [*LINES, TOTAL], strict=True):
        assert line.heading == printed[0].removeprefix("- ")
        for caption, text in zip(HEADER[1:], printed[1:], strict=True):
            assert getattr(line.amounts, FIELDS[caption][0]) == 1000 * _thousands(text), (
                line.heading,
                caption,
            )
            compared += 1
    assert compared == 66


def test_the_sheet_prints_what_was_published() -> None:
    first, _ = lay_out(_results("formatted"), MAKING).sheets
    for printed in (*LINES, TOTAL):
        row = row_of(first, printed[0].removeprefix("- "))
        for caption, text in zip(HEADER[1:], printed[1:], strict=True):
            assert f"{row[FIELDS[caption][1]]:,.1f}" == text


def test_every_percentage_and_word_follows_from_the_printed_figures() -> None:
    after = _results("formatted")
    words = Counter[str]()
    for line, printed in zip([*after.items, after.total], [*LINES, TOTAL], strict=True):
        budget, variance = _thousands(printed[1]), _thousands(printed[4])
        share = Fraction(variance) * 100 / abs(Fraction(budget))
        assert line.share is not None
        assert abs(Fraction(line.share) - share) < Fraction(1, 10**12)
        word = "Adverse" if variance > 0 else "Favourable" if variance < 0 else "None"
        assert line.effect is not None
        assert line.effect.value == word
        words[word] += 1
    assert words == {"Adverse": 3, "Favourable": 7, "None": 1}


def test_percentages_and_colours_as_printed() -> None:
    first, _ = lay_out(_results("formatted"), MAKING).sheets
    rows = [row_of(first, printed[0].removeprefix("- ")) for printed in (*LINES, TOTAL)]
    shares = [(Decimal(str(row["Variance %"])) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) for row in rows]
    assert [str(share) for share in shares] == [
        *("0.4", "-0.1", "-5.4", "-11.7", "-0.6", "-3.2", "-2.6", "2.4", "0.0", "1.4"),
        "-0.5",
    ]
    assert Counter(row["RAG"] for row in rows[:-1]) == {"GREEN": 7, "AMBER": 2, "RED": 1}
    assert rows[-1]["RAG"] == "GREEN"


def test_all_six_columns_of_the_total_add_up() -> None:
    castings = _results("formatted").castings
    assert [casting.cell[0] for casting in castings] == list("BCDEFG")
    assert all(casting.cast.verdict is Verdict.AGREES and len(casting.addends) == 10 for casting in castings)


def test_the_prose_of_the_paper_is_borne_out() -> None:
    """The directorate's position, what was adjusted, and how the largest pressure moved, as the paper says them."""
    said = {
        section.heading: " ".join(f"{lead}{text}" for item in section.items for lead, text in item)
        for section in lay_out(_results("formatted"), MAKING).text
    }
    assert "an underspend of £352.7k, 0.5% of the net budget of £70,397.1k" in said["Overall position"]
    assert "an overspend of £412.0k; it is now £764.7k more favourable" in said["Overall position"]
    assert "£890.0k adverse" in said["Adjustments"]
    assert "£100.6k more adverse than last reported" in said["Largest variances"]
    assert "An underspend of £349.7k" in said["Largest variances"]
    assert "An underspend of £235.9k" in said["Largest variances"]


def test_variances_of_a_hundred_thousand_or_more_must_be_explained() -> None:
    asked = {problem.cell for problem in _results("text").problems if problem.code == "explanation-missing"}
    assert asked == {"E7", "E9", "E10", "E13"}


def test_the_sample_workbook_is_the_published_table() -> None:
    after = report(read_workbook(oracle.WORKBOOKS / "monitoring-2016-17.xlsx"), "monitoring-2016-17.xlsx")
    published = _results("formatted")
    assert [line.amounts for line in after.items] == [line.amounts for line in published.items]
    assert after.total.amounts == published.total.amounts
    assert not after.problems
