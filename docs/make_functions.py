"""Makes docs/functions.md from the worksheet functions themselves: ``python docs/make_functions.py``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kccxl.excel import functions
from kccxl.excel.bindings import NAMESPACE
from kccxl.excel.cells import FAULT, NOT_APPLICABLE
from kccxl.excel.declaring import CATALOGUE, Argument, Example, WorksheetFunction

DOCUMENT = Path(__file__).parent / "functions.md"

ORDER = ("rating", "travel", "activity", "budget", "risk", "periods", "figures")
"""The modules of the functions, as the document goes through them."""

INTRODUCTION = f"""\
# Worksheet functions

<!-- Made by docs/make_functions.py from the functions themselves. Change them, then run it. -->

Functions to type into cells, listed under *{NAMESPACE}* in Excel's *Insert Function*. Each applies the rule that the
dashboards apply, so that a cell and a dashboard cannot disagree. `workbooks/functions-example.xlsx` shows every one
beside a native Excel formula that gives the same answer.

## What all of them have in common

- **Cells or ranges.** Every argument takes a cell, a range, or the array of another formula, and the answers spill in
  the same shape. Ranges of one size go cell by cell; a single cell goes with any range; a row and a column make a
  table. Give a whole range in one formula rather than one formula a row: that is many times faster.
- **No figure.** A blank gives a blank. `N/a`, `NEW`, `TBC`, `Snapshot data` and a dash give `{NOT_APPLICABLE}`, and so
  does a figure whose target, budget or threshold is missing.
- **What has to be mended** is said in the cell, in a text that begins with `{FAULT.strip()}`. It is a text, so `IFERROR`
  does not see it: use `KCC_ISERROR`. Excel's own errors in the cells referred to are named in the same way.
- **Figures** may be numbers, or texts such as `95%`, `£6.5m`, `(349.7)`, `43%*` or `12 days`. Yes/no and dates are no
  figures. Numbers are taken with Excel's 15 significant digits as exact decimals, so that 0.1 + 0.2 is 0.3.

## Decimals: what is shown is what is rated

Excel does not tell a function how a cell is formatted. A cell that shows 95 may hold 94.6, and the colour of a paper
should be that of the figure it prints. So give `decimals` wherever cells show fewer digits than they hold: the result is
rounded half up to them and then rated. Left out, the figure is rated exactly as stored.

## Unit: 0.95 or 95

A cell shown as 95% holds 0.95. Beside a target typed as 95 it would be Red by mistake. So:

| unit | bare numbers are read as |
|---|---|
| `"%"` | percentages, all as Excel keeps them (0.95) or all as plain numbers (95); mixed, it asks |
| `"fraction"` | 0.95 means 95 % |
| `"points"` | 95 means 95 % |
| `"£"`, `"days"`, `"number"` ... | what they are |
| left out | what they are, and where reading 0.95 as 95 % would change the answer, it asks for the unit |

A text with its sign (`95%`) is certain in every case. Decimals count as the figure is shown: 94.6 % has one.

## What Excel does not hand over

- A cell in a currency or accounting format is handed over with four decimals, whatever it holds beyond.
- A date whose cell is formatted as a number arrives as a number. It is taken for a date from 1950 to 2100, counted from
  1900 as Excel usually does; in a workbook with the 1904 date system format such cells as dates.
"""


def make() -> str:
    """Return the document."""
    toc = "\n".join(f"| [{f.name}](#{f.name.lower()}) | {f.purpose} |" for f in listed())
    sections = "\n".join(section(function) for function in listed())
    return f"{INTRODUCTION}\n## The functions\n\n| function | what it does |\n|---|---|\n{toc}\n\n{sections}"


def listed() -> Iterator[WorksheetFunction]:
    """Every function that Excel sees, by subject."""
    public = [CATALOGUE[name] for name in CATALOGUE if name in functions.__all__]
    subject = {f"kccxl.excel.functions_{name}": place for place, name in enumerate(ORDER)}
    return iter(sorted(public, key=lambda function: subject[function.call.__module__]))


def section(function: WorksheetFunction) -> str:
    """Return the chapter of one function."""
    rows = "\n".join(f"| `{a.name}` | {_need(a)} | {a.help} |" for a in function.arguments)
    examples = "\n".join(f"| `{call(function.name, e)}` | {shown(e.answer)} |" for e in function.examples)
    return (
        f"### {function.name}\n\n{function.purpose}\n\n`{signature(function)}`\n\n"
        f"| argument | | meaning |\n|---|---|---|\n{rows}\n\n"
        f"**Rule.** {function.rule}\n\n| example | answer |\n|---|---|\n{examples}\n"
    )


def signature(function: WorksheetFunction) -> str:
    """Return a function with its arguments, those that may be left out in brackets."""
    names = (f"[{a.name}]" if a.optional else a.name for a in function.arguments)
    return f"={function.name}({', '.join(names)})"


def call(name: str, example: Example) -> str:
    """Return an example as one types it into a cell."""
    return f"={name}({', '.join(typed(argument) for argument in example.arguments)})"


def typed(value: object) -> str:
    """Return a value as a formula spells it.

    >>> typed(0.8), typed("N/a"), typed(date(2019, 3, 31)), typed([[1.0, None], [2.0, 3.0]])
    ('0.8', '"N/a"', 'DATE(2019,3,31)', '{1,"";2,3}')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return f"{value:.15g}"
    if isinstance(value, date):
        return f"DATE({value.year},{value.month},{value.day})"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "{" + ";".join(",".join(typed(cell) or '""' for cell in row) for row in value) + "}"
    doubled = str(value).replace('"', '""')
    return f'"{doubled}"'


def shown(answer: object) -> str:
    """Return an answer as the cell shows it."""
    return str(answer) if isinstance(answer, str) else typed(answer)


def _need(argument: Argument) -> str:
    return "may be left out" if argument.optional else ""


def main() -> None:
    """Write the document."""
    DOCUMENT.write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
