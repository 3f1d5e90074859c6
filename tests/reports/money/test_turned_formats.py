"""A number format must not print an amount with the other sign."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kccxl.reports.money.line import Columns
from kccxl.reports.money.lines import read_lines
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.turned_formats import turned
from kccxl.tables.problems import ProblemLog
from tests.reports.ledger import books as ledgers
from tests.reports.money.tables import HEADER, codes, lines, pays, tables
from tests.reports.monitoring.books import SHORT, found, monitoring

_TURNED = [
    ('#,##0.0" F";#,##0.0" A"', 30), ('#,##0.0" F";#,##0.0" A"', -30), ('0" U";0" O"', 30) , ('#,##0\\ "under"', 5),
    ('"Over "#,##0;"Under "#,##0', -5), ("-#,##0.0;#,##0.0", 30), ("-#,##0.0;#,##0.0", -19.5), ("(#,##0);#,##0", 5),
    ('"-"0', 5), ('0"-";0', 5), ('0" CR"', 5), ('0" DR";0" DR"', -5), ('#,##0" (adverse)"', 3),
]  # fmt: skip
_PLAIN = [
    "General", "0.0", "#,##0;-#,##0", "#,##0;[Red]#,##0", "#,##0_);(#,##0)", "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-",
    '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "[$£-809]#,##0;-[$£-809]#,##0", '£#,##0.0,,"m"', "+0;-0;0", '0" DR";0" CR"',
    '0"*"', '0.0"k"', "#,##0 ;(#,##0)",
]  # fmt: skip


@pytest.mark.parametrize(("code", "amount"), _TURNED)
def test_formats_that_turn_a_sign(code: str, amount: float) -> None:
    assert turned(code, Decimal(str(amount)), credits=True)
    assert not turned(code, Decimal(0), credits=True)
    read, problems = lines(["Law", (amount, code), 2], ["Tax", 5, 4])
    assert pays(read) == [None, Decimal(5000)]
    assert codes(problems) == [("error", "sign-in-words", "B2")]
    assert "B2" in problems[0].found


@pytest.mark.parametrize("code", _PLAIN)
@pytest.mark.parametrize("amount", [30, -30])
def test_formats_that_print_it_as_it_is(code: str, amount: int) -> None:
    assert not turned(code, Decimal(amount), credits=True)


def test_a_credit_is_a_minus_only_where_it_surely_is_one() -> None:
    code = '0" DR";0" CR"'
    [table] = tables(HEADER, ["Law", (-5, code), 2], ["Tax", 5, 4])
    for credits, expected in ((["pay"], []), ([], ["sign-in-words"])):
        log = ProblemLog("book.xlsx")
        read_lines(table, Columns("name", ["pay", "other"], credits=credits), MoneySettings(), log)
        assert [problem.code for problem in log.problems] == expected


def test_variances_are_not_published_with_the_sign_that_is_not_displayed() -> None:
    code = '#,##0.0" F";#,##0.0" A"'
    after = monitoring(["A", 5174, (-19.5, code)], ["B", 2000, (30, code)], header=SHORT)
    assert ("sign-in-words", "Data!C2") in found(after)
    [problem] = [each for each in after.problems if each.code == "sign-in-words"]
    assert "C2, C3" in problem.found


def test_ledgers_are_looked_through_for_such_formats() -> None:
    rows = ledgers.year()
    rows[1][7] = (90.0, "-0.00;0.00")
    assert ledgers.codes(ledgers.ledger(*rows), "error") == {("sign-in-words", "Ledger!H3")}
    rows[1][7] = (90.0, "0.00;-0.00")
    assert ledgers.codes(ledgers.ledger(*rows)) == set()
