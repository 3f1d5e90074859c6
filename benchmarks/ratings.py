"""Rates 100,000 results in a process: KCC_RAG in one call, against a call a row and a plain loop of comparisons."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random

from pairs import in_turn, print_table

from kccxl.excel.functions_rating import KCC_RAG
from kccxl.rules.rag import rate

Row = tuple[float, float, float]


def rows_of(count: int) -> list[Row]:
    """Results around a target and a floor standard five points below it; high is good."""
    random = Random(7)
    targets = [float(random.randrange(60, 99)) for _ in range(count)]
    return [(target + random.randrange(-100, 100) / 10, target, target - 5) for target in targets]


def in_one_call(rows: Sequence[Row]) -> list[str]:
    answers = KCC_RAG(*([[row[column]] for row in rows] for column in range(3)))
    return [answer for (answer,) in answers]


def a_call_each(rows: Sequence[Row]) -> list[str]:
    return [KCC_RAG(*row) for row in rows]


def by_the_rule(rows: Sequence[Row]) -> list[str]:
    """Colour and reason of each, as a dashboard has them."""
    ratings = [rate(*(Decimal(str(figure)) for figure in row)) for row in rows]
    return [rating.rag.value if rating.rag else "" for rating in ratings]


def by_comparing(rows: Sequence[Row]) -> list[str]:
    """What a plain script does: binary floating point, nothing checked."""
    return ["GREEN" if a >= target else "AMBER" if a >= floor else "RED" for a, target, floor in rows]


def timed(
    way: Callable[[Sequence[Row]], list[str]], rows: Sequence[Row], expected: list[str]
) -> dict[str, float]:
    start = time.perf_counter()
    answers = way(rows)
    seconds = time.perf_counter() - start
    assert answers == expected, f"{way.__name__} rates otherwise"
    return {"seconds": seconds}


def measure(runs: int, count: int) -> None:
    """Print the table; every way must give the same colours."""
    rows = rows_of(count)
    expected = in_one_call(rows)
    ways = {
        "KCC_RAG in one call": in_one_call,
        "KCC_RAG, a call a row": a_call_each,
        "rule with its reason, row by row": by_the_rule,
        "plain loop of comparisons": by_comparing,
    }
    rivals = {name: lambda way=way: timed(way, rows, expected) for name, way in ways.items()}
    print_table(f"{count:,} ratings", in_turn(rivals, runs))
