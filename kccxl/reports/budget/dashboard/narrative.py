"""What the budget report says in prose, from the same results as its tables."""

from __future__ import annotations

from decimal import Decimal

from kccxl.reports.budget.dashboard.budget import share_of
from kccxl.reports.budget.dashboard.marks import FTE_DECIMALS
from kccxl.reports.budget.dashboard.marks import in_words as sum_in_words
from kccxl.reports.budget.model import Results
from kccxl.reports.budget.specs import FTE, INCOME
from kccxl.reports.money.line import MoneyLine
from kccxl.reports.money.printing import in_words, shown
from kccxl.reports.paper.pages import Section
from kccxl.reports.paper.wording import amount
from kccxl.rules.casting import Verdict
from kccxl.rules.exact import exact_sum
from kccxl.rules.rounding import show

_MOST_NAMED = 3


def sections(results: Results) -> list[Section]:
    """Return the covering text."""
    said = []
    if results.budgets:
        said.append(Section.of("Budget", [text for text in (_whole(results), _largest(results)) if text]))
        divisions = [[(f"{line.label}: ", _division(line, results))] for line in results.budget_lines]
        said.append(Section("By division", divisions))
    if results.staff_lines:
        said.append(Section.of("Staff", [_staff(results)]))
    wrong = [
        sum_in_words(recast, results.settings)
        for recast in results.recasts
        if recast.name and recast.casting.cast.verdict is Verdict.DIFFERS
    ]
    if wrong:
        said.append(Section.of("Totals that do not add up", wrong))
    return said


def _whole(results: Results) -> str:
    totals = results.totals
    gross, net = totals["gross_expenditure"], totals["net_cost"]
    said = []
    if gross is not None:
        parts = [(totals["staffing"], "staffing"), (totals["non_staffing"], "non staffing")]
        named = [f"{_money(value, results)} {word}" for value, word in parts if value is not None]
        split = f" ({' and '.join(named)})" if named else ""
        said.append(f"Gross expenditure is {_money(gross, results)}{split}.")
    less = [totals[name] for name in INCOME if totals[name] is not None]
    if less:
        said.append(
            f"Income and grants come to {_money(exact_sum(each for each in less if each is not None), results)}."
        )
    if net is not None:
        said.append(f"The net cost is {_money(net, results)}.")
    return " ".join(said)


def _largest(results: Results) -> str:
    """Name the divisions that cost most, with their share."""
    whole = results.totals["net_cost"]
    lines = [line for line in results.budget_lines if (line.amount("net_cost").value or 0) > 0]
    if not whole or whole < 0 or len(lines) < 2:
        return ""
    lines.sort(key=lambda line: -line.amount("net_cost").exact)
    named = [
        f"{line.label} ({_money(line.amount('net_cost').exact, results)}, "
        f"{show(share_of(line.amount('net_cost').exact, whole) * 100, '%', 1).replace(' %', '%')})"
        for line in lines[:_MOST_NAMED]
    ]
    return f"The largest net costs are those of {'; '.join(named)}."


def _division(line: MoneyLine, results: Results) -> str:
    words = (("gross expenditure", "gross_expenditure"), ("net cost", "net_cost"))
    said = [
        f"{word} {_money(line.amount(name).exact, results)}"
        for word, name in words
        if line.amount(name).known
    ]
    return f"{', '.join(said)}." if said else "no figures."


def _staff(results: Results) -> str:
    total = results.totals[FTE]
    lines = [line for line in results.staff_lines if line.amount(FTE).known]
    if total is None or not lines:
        return "No number of staff is given."
    largest = max(lines, key=lambda line: line.amount(FTE).exact)
    return (
        f"{amount(len(lines), 'division').capitalize()} {'has' if len(lines) == 1 else 'have'} "
        f"{show(total, '', FTE_DECIMALS)} full time equivalent staff; the largest is {largest.label} with "
        f"{show(largest.amount(FTE).exact, '', FTE_DECIMALS)}."
    )


def _money(value: Decimal, results: Results) -> str:
    """Return an amount as prose prints it, with its minus."""
    minus = "-" if shown(value, results.settings) < 0 else ""
    return f"{minus}{in_words(value, results.settings)}"
