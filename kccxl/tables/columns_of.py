"""Which column of a run of rows holds their names, where numbers stand before them or are the names themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kccxl.tables.cells import Figure
from kccxl.tables.total_names import Naming, naming_of

_NUMBERED = re.compile(
    r"(?:.*\b)?(?:years?|month|period|week|quarter|no|number|ref|code|id|line|row|item|ward|#)", re.IGNORECASE
)


def names_from(
    figures: Sequence[Mapping[int, Figure]],
    texts: Sequence[Mapping[int, str]],
    captions: Mapping[int, Sequence[str]],
) -> int:
    """Return the column the names of these rows begin in; one before the figures where no column holds names.

    It is the first that holds more texts than figures; or, where there is none, the first of all if it names a total
    or its numbers are years or run on by one.

    >>> from kccxl.tables.cells import read_figure
    >>> rows = [{0: read_figure(2015), 1: read_figure(30)}, {0: read_figure(2016), 1: read_figure(40)}, {1: read_figure(70)}]
    >>> names_from(rows, [{}, {}, {0: "Total"}], {})
    0
    """
    columns = sorted({column for row in (*figures, *texts) for column in row})
    if not columns:
        return 0
    for column in columns:
        words = sum(column in row for row in texts)
        if words and words >= sum(column in row for row in figures):
            return column
    first = columns[0]
    if any(naming_of(row[first]) >= Naming.QUALIFIED for row in texts if first in row):
        return first
    numbers = [row[first] for row in figures if first in row]
    caption = " ".join(captions.get(first, ()))
    if _are_names(numbers) or (names_numbers(caption) and _are_whole(numbers)):
        return first
    return columns[-1]


def names_numbers(caption: str) -> bool:
    """Whether a caption is that of numbers which are names: years, periods, codes.

    >>> names_numbers("Financial year"), names_numbers("Calls")
    (True, False)
    """
    return bool(_NUMBERED.fullmatch(caption))


def _are_whole(numbers: Sequence[Figure]) -> bool:
    return bool(numbers) and all(not each.unit and each.exact == int(each.exact) for each in numbers)


def _are_names(numbers: Sequence[Figure]) -> bool:
    """Whether numbers are years, or count the rows."""
    if len(numbers) < 2 or not _are_whole(numbers):
        return False
    values = [int(each.exact) for each in numbers]
    steps = {after - before for before, after in pairwise(values)}
    return steps == {1} or (all(1900 <= value <= 2100 for value in values) and steps <= {1, -1})
