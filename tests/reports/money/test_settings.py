"""Settings of workbooks on money: read, reported cell by cell, and explained in every empty workbook."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.batch import write
from kccxl.files.read import read_workbook
from kccxl.reports.money.settings import (
    KNOWN,
    MoneySettings,
    Negatives,
    Scale,
    read_money_settings,
)
from kccxl.reports.money.template_rows import ROWS, money_rows
from kccxl.reports.paper.template import template_book
from kccxl.rules.financial_year import FinancialYear
from kccxl.rules.periods import parse_period
from kccxl.rules.profile import OutturnMethod, ProfileMethod
from kccxl.rules.rounding import Basis
from kccxl.rules.variance import Sign
from kccxl.tables.problems import Problem, ProblemLog
from tests.tables.grids import Cell, sheet

NAMES = [(setting.field, name) for setting in KNOWN for name in setting.names]


def read(*rows: list[Cell], start: MoneySettings | None = None) -> tuple[MoneySettings, list[Problem]]:
    """Read a Settings table of these rows."""
    log = ProblemLog("book.xlsx")
    table = sheet([["Setting", "Value"], *rows], "Settings")
    return read_money_settings([table], log, start or MoneySettings(), "kccxl new budget"), list(log.problems)


def told(problems: list[Problem]) -> list[tuple[str, str, str]]:
    """Return severity, code and place of each problem."""
    return [(problem.severity.value, problem.code, problem.place) for problem in problems]


@pytest.mark.parametrize(
    ("name", "value", "field", "meant"),
    [
        ("Figures are in", "£000s", "unit", Scale.THOUSANDS),
        ("Figures are in", "£'000", "unit", Scale.THOUSANDS),
        ("Figures are in", "pounds", "unit", Scale.POUNDS),
        ("Unit", "£ Million", "unit", Scale.MILLIONS),
        ("Print figures in", "£m", "shown", Scale.MILLIONS),
        ("Print decimals", 2, "decimals", 2),
        ("Decimals", "0", "decimals", 0),
        ("Negative figures", "Brackets", "negatives", Negatives.BRACKETS),
        ("Variance sign", "Overspend negative", "sign", Sign.OVERSPEND_NEGATIVE),
        ("Rounding basis", "exact", "basis", Basis.EXACT),
        ("Green up to %", (0.005, "0.0%"), "green_up_to", Decimal("0.5")),
        ("Amber up to", "5%", "amber_up_to", Decimal(5)),
        ("Amber up to %", 3, "amber_up_to", Decimal(3)),
        ("RAG materiality £", "£50,000", "materiality", Decimal(50_000)),
        ("Materiality", "£50k", "materiality", Decimal(50_000)),
        ("RAG decimals", 0, "rag_decimals", 0),
        ("Explain variances from £", 250_000, "explain_from", Decimal(250_000)),
        ("Explain variances from", "none", "explain_from", None),
        ("Accept totals as printed", "Yes", "accept_totals", True),
        ("Budget profile", "Historic", "profile", ProfileMethod.HISTORIC),
        ("Forecast outturn", "straight line", "outturn", OutturnMethod.STRAIGHT_LINE),
        ("Illustrative", "yes", "illustrative", True),
        ("Position at", "July 2016", "results_up_to", parse_period("July 2016")),
        ("Financial year", "2016-17", "financial_year", FinancialYear(2016)),
    ],
)
def test_what_officers_write(name: str, value: Cell, field: str, meant: object) -> None:
    settings, problems = read([name, value])
    assert getattr(settings, field) == meant
    assert problems == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Figures are in", "tons"),
        ("Print figures in", "£bn"),
        ("Print decimals", 4),
        ("Print decimals", 1.5),
        ("Negative figures", "red"),
        ("Variance sign", "plus"),
        ("Rounding basis", "rounded"),
        ("Green up to %", "little"),
        ("Amber up to %", 0.02),
        ("Amber up to %", "£2"),
        ("RAG materiality £", -1),
        ("RAG materiality £", "2%"),
        ("RAG decimals", "many"),
        ("Explain variances from £", "all"),
        ("Accept totals as printed", "perhaps"),
        ("Budget profile", "flat"),
        ("Forecast outturn", "guess"),
        ("Illustrative", "a little"),
        ("Financial year", "last"),
        ("Position at", "soon"),
    ],
)
def test_bad_words_name_the_cell_and_change_nothing(name: str, value: Cell) -> None:
    settings, problems = read(["Title", "Monitoring"], [name, value])
    assert settings == MoneySettings(title="Monitoring")
    assert told(problems) == [("error", "bad-setting", "Settings!B3")]
    assert problems[0].expected, "a message says what may stand there"
    assert str(value).removesuffix(".0") in problems[0].found


@given(word=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_any_word_is_read_or_reported_but_never_raises(word: str) -> None:
    for setting in KNOWN:
        settings, problems = read([setting.names[0], word])
        assert all(code == "bad-setting" for _, code, _ in told(problems))
        if problems:
            assert settings == MoneySettings()


def test_amber_below_green_is_reported_and_neither_limit_taken() -> None:
    settings, problems = read(["Green up to %", "5%"], ["Amber up to %", "2%"])
    assert told(problems) == [("error", "bad-setting", "Settings!B2")]
    assert "Green up to 5 % and Amber up to 2 %" in problems[0].found
    assert (settings.green_up_to, settings.amber_up_to) == (0, 2)
    assert settings.scheme.amber_up_to == 2, "the limits can be applied"


def test_green_above_the_usual_amber_names_the_only_cell_there_is() -> None:
    settings, problems = read(["Green up to %", "5%"])
    assert told(problems) == [("error", "bad-setting", "Settings!B2")]
    assert settings.green_up_to == 0


def test_amber_below_a_green_not_set_in_the_workbook() -> None:
    strict = MoneySettings(green_up_to=Decimal(3), amber_up_to=Decimal(4))
    settings, problems = read(["Amber up to %", "1%"], start=strict)
    assert told(problems) == [("error", "bad-setting", "Settings!B2")]
    assert settings == strict


def test_period_outside_the_year() -> None:
    settings, problems = read(["Financial year", "2016-17"], ["Results up to", "July 2017"])
    assert told(problems) == [("error", "year-differs", "Settings!B3")]
    assert settings.financial_year == FinancialYear(2016)


def test_year_follows_from_the_period_and_a_month_alone_from_the_year() -> None:
    assert read(["Results up to", "July 2016"])[0].financial_year == FinancialYear(2016)
    settings, problems = read(["Financial year", "2016-17"], ["Results up to", "January"])
    assert settings.results_up_to == parse_period("January 2017")
    assert problems == []


def test_unknown_setting_is_noted_with_its_cell() -> None:
    settings, problems = read(["Contingency", "5%"])
    assert told(problems) == [("note", "unknown-setting", "Settings!A2")]
    assert "kccxl new budget" in problems[0].mend
    assert settings == MoneySettings()


def test_blank_value_leaves_what_holds() -> None:
    start = MoneySettings(unit=Scale.MILLIONS)
    assert read(["Figures are in", None], start=start) == (start, [])


@pytest.mark.parametrize("scale", Scale)
def test_decimals_of_a_printed_figure_are_counted_in_pounds(scale: Scale) -> None:
    settings = MoneySettings(shown=scale, decimals=1)
    assert settings.money_decimals == 1 - {"£": 0, "£000s": 3, "£m": 6}[scale.value]


def test_masthead_says_year_and_position() -> None:
    settings, _ = read(["Results up to", "July 2016"], ["Publication date", "September 2016"])
    head = settings.masthead
    assert (head.year, head.period) == ("2016/17", "Position at July 2016")
    assert (head.title, head.publication_date) == ("Financial Monitoring", "September 2016")


def test_every_setting_has_a_row_and_a_field() -> None:
    assert (
        {setting.field for setting in KNOWN} == set(ROWS) == {field.name for field in fields(MoneySettings)}
    )
    for setting in KNOWN:
        assert ROWS[setting.field].title == setting.names[0]
        assert 0 < len(ROWS[setting.field].message) <= 255


def test_no_name_means_two_settings() -> None:
    assert len({name.lower() for _, name in NAMES}) == len(NAMES)


def template_settings(path: Path, start: MoneySettings) -> tuple[MoneySettings, list[Problem]]:
    """Write an empty workbook and read its Settings sheet."""
    write(template_book("Budget workbook", "dashboard", money_rows(start), []), path)
    log = ProblemLog(path.name)
    settings = read_money_settings(read_workbook(path), log, MoneySettings(), "kccxl new budget")
    return settings, list(log.problems)


OTHER = MoneySettings(
    title="Directorate Budget",
    directorate="Example Directorate",
    financial_year=FinancialYear(2024),
    results_up_to=parse_period("Q1 2024/25"),
    publication_date="July 2024",
    illustrative=True,
    basis=Basis.EXACT,
    unit=Scale.MILLIONS,
    shown=Scale.POUNDS,
    decimals=0,
    negatives=Negatives.BRACKETS,
    sign=Sign.OVERSPEND_NEGATIVE,
    green_up_to=Decimal("1.5"),
    amber_up_to=Decimal(5),
    materiality=Decimal(50_000),
    rag_decimals=2,
    explain_from=None,
    accept_totals=True,
    profile=ProfileMethod.EVEN,
    outturn=OutturnMethod.PROFILED,
)


def test_the_rows_of_an_empty_workbook_read_as_the_defaults(tmp_path: Path) -> None:
    settings, problems = template_settings(tmp_path / "new.xlsx", MoneySettings())
    assert problems == []
    assert settings == replace(
        MoneySettings(),
        directorate="Example Directorate",
        financial_year=FinancialYear(2024),
        results_up_to=parse_period("June 2024"),
        publication_date="July 2024",
    )


def test_the_rows_hold_whatever_a_report_starts_with(tmp_path: Path) -> None:
    usual = MoneySettings()
    for field in fields(MoneySettings):
        assert getattr(OTHER, field.name) != getattr(usual, field.name), (
            f"{field.name} is not put to the test"
        )
    assert template_settings(tmp_path / "new.xlsx", OTHER) == (OTHER, [])


def test_lists_offer_every_word_that_can_be_read() -> None:
    for setting in KNOWN:
        for word in ROWS[setting.field].options:
            assert read([setting.names[0], word])[1] == [], f"{setting.names[0]}: {word}"
    words = {"unit": Scale, "shown": Scale, "negatives": Negatives, "sign": Sign, "basis": Basis}
    words |= {"profile": ProfileMethod, "outturn": OutturnMethod}
    for field, enum in words.items():
        assert sorted(ROWS[field].options) == sorted(member.value for member in enum)


def test_a_report_may_leave_out_what_it_makes_no_use_of() -> None:
    titles = [row.title for row in money_rows(without=["profile", "results_up_to"])]
    assert "Budget profile" not in titles
    assert len(titles) == len(KNOWN) - 2
