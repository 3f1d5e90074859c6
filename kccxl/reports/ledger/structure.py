"""Which cost centre belongs to which heading, division and directorate; each may belong to one alone."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.lines import Coded, Mask, Raw
from kccxl.reports.ledger.specs import LEDGER

LEVELS = ("directorate", "division", "heading", "cost_centre")
"""The columns of the roll-up, from the top."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The levels the ledger has, and of each label of a level (but the top one) the label above it, by code."""

    levels: Sequence[str]
    above: Mapping[str, Mapping[int, int]]
    names: Mapping[int, str]
    """The name of each cost centre, by code."""


def read_structure(raw: Raw, texts: Mapping[str, Coded], lines: Mask, faults: Faults) -> Structure:
    """Read the roll-up from the lines, and report what stands under two labels at once, naming both cells."""
    levels = [level for level in LEVELS if level in texts and (texts[level].codes[lines] >= 0).any()]
    above = {
        lower: _parents(raw, texts, lines, (lower, upper), faults)
        for upper, lower in itertools.pairwise(levels)
    }
    return Structure(levels, above, _names(raw, texts, lines, faults))


def _parents(
    raw: Raw, texts: Mapping[str, Coded], lines: Mask, pair: tuple[str, str], faults: Faults
) -> dict[int, int]:
    lower, upper = pair
    firsts = _first_pairs(texts[lower], texts[upper], lines)
    parents: dict[int, tuple[int, int]] = {}
    twice: list[tuple[int, int]] = []
    for line, child, parent in firsts:
        if child in parents:
            twice.append((parents[child][1], line))
        parents.setdefault(child, (parent, line))
    _report_twice(raw, texts, pair, twice, faults)
    return {child: parent for child, (parent, _) in parents.items()}


def _first_pairs(lower: Coded, upper: Coded, lines: Mask) -> list[tuple[int, int, int]]:
    """Return each different pair of labels with the first line it stands in; blanks make none."""
    where = np.flatnonzero(lines & (lower.codes >= 0) & (upper.codes >= 0))
    pairs = lower.codes[where] * len(upper.labels) + upper.codes[where]
    _, firsts = np.unique(pairs, return_index=True)
    first_lines = where[np.sort(firsts)]
    return list(
        zip(
            first_lines.tolist(),
            lower.codes[first_lines].tolist(),
            upper.codes[first_lines].tolist(),
            strict=True,
        )
    )


def _report_twice(
    raw: Raw,
    texts: Mapping[str, Coded],
    pair: tuple[str, str],
    twice: Sequence[tuple[int, int]],
    faults: Faults,
) -> None:
    lower, upper = pair
    first = {other: one for one, other in twice}
    below, over = LEDGER.title_of(lower).lower(), LEDGER.title_of(upper).lower()

    def say(line: int) -> tuple[str, str]:
        label, here = texts[lower].label(line), texts[upper].label(line)
        there = f"“{texts[upper].label(first[line])}” in {raw.place(first[line], upper)}"
        return raw.place(line, upper), f"the {below} “{label}” under “{here}” here and under {there}"

    faults.error(
        f"two-{over.replace(' ', '-')}s",
        list(first),
        say,
        f"each {below} under one {over}",
        "Correct one of the two cells.",
    )


def _names(raw: Raw, texts: Mapping[str, Coded], lines: Mask, faults: Faults) -> dict[int, str]:
    if "cost_centre_name" not in texts:
        return {}
    found: dict[int, tuple[str, int]] = {}
    twice: dict[int, int] = {}
    name = texts["cost_centre_name"]
    for line, centre, code in _first_pairs(texts["cost_centre"], name, lines):
        if centre in found:
            twice[line] = found[centre][1]
        found.setdefault(centre, (name.labels[code], line))
    faults.warn(
        "two-names",
        list(twice),
        lambda line: (
            raw.place(line, "cost_centre_name"),
            f"“{name.label(line)}” for the cost centre {texts['cost_centre'].label(line)}, which is "
            f"“{name.label(twice[line])}” in {raw.place(twice[line], 'cost_centre_name')}",
        ),
        "one name for each cost centre",
        "The first one is printed. Correct the other.",
    )
    return {centre: label for centre, (label, _) in found.items()}
