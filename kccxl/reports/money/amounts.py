"""In what the amounts of a table are given: said in a caption, a unit row, a cell, or the settings.

Domain rule "What real cells hold": scale in the header (``£000s``, ``£'000s``) or beneath it. A plain figure
whose scale nobody says is reported, never guessed: a table in the wrong scale is wrong by a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.tables.accounting import read_signed
from kccxl.tables.cells import Figure, plain_text, without_dust
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid

_ROWS_ABOVE = 6
_FAR = 4
_FINEST, _DUST = 4, Decimal("0.000005")  # pounds
_SCALES = (
    (
        Scale.MILLIONS,
        re.compile(
            r"£ ?m(?:n|il|illions?)?\b|\(m\)|\bin (?:£ ?)?millions|(?<![\d,.])['’]?0{3},0{3}", re.IGNORECASE
        ),
    ),
    (
        Scale.THOUSANDS,
        re.compile(
            r"(?<![\d,.£])['’]?(?<!\d)0{3}['’]?s?\b|£ ?['’]?(?:0{3}['’]?s?|k|thousands?)\b|\bin thousands|\(k\)",
            re.IGNORECASE,
        ),
    ),
    (Scale.POUNDS, re.compile(r"£(?:['’]?s)?(?![\w'’]| ?\d)|\bin pounds\b", re.IGNORECASE)),
)
_UNIT_ALONE = re.compile(
    r"\(?(?:all )?(?:figures |amounts )?(?:are )?(?:shown |given )?(?:in )?"
    r"£? ?(?:['’]?0{3}(?:,0{3})?['’]?s?|['’]?s|k|m|mn|millions?|thousands?|pounds)?\)?\.?",
    re.IGNORECASE,
)
_OTHER_UNITS = frozenset({"fte", "ftes", "no", "no.", "number", "posts", "%", "unit", "units"})


def scale_in(text: str) -> Scale | None:
    """Return the scale a caption or a note speaks of; an amount in it (over £100,000) is none.

    >>> scale_in("Net Budget £000s").value, scale_in("£'000").value, scale_in("Budget (£m)").value
    ('£000s', '£000s', '£m')
    >>> scale_in("£").value, scale_in("Net budget") is None, scale_in("Grants over £100,000") is None
    ('£', True, True)
    """
    return next((scale for scale, pattern in _SCALES if pattern.search(text)), None)


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit of money and nothing else.

    >>> is_unit("£'000"), is_unit("(£m)"), is_unit("All figures in £000s"), is_unit("Budget £m"), is_unit("")
    (True, True, True, False, False)
    """
    return bool(text) and bool(_UNIT_ALONE.fullmatch(text.strip())) and scale_in(text) is not None


def is_unit_row(table: Found, row: int) -> bool:
    """Whether a row beneath a header says in what the columns are given, and nothing else."""
    texts = [plain_text(table.grid.at(row, column)) for column in range(table.left, table.right + 1)]
    filled = [text for text in texts if text]
    return any(map(is_unit, filled)) and all(is_unit(text) or text.lower() in _OTHER_UNITS for text in filled)


@dataclass(frozen=True, slots=True)
class Scales:
    """The scale of each column of a table, by its name; None where nobody says.

    ``contradicted`` are the columns of which caption and unit row say different things.
    """

    by_column: Mapping[str, Scale | None]
    contradicted: Sequence[str] = field(default=())

    @classmethod
    def of(cls, table: Found, columns: Iterable[str], settings: MoneySettings) -> Scales:
        """Look for the scale of each column.

        In its caption, a unit row, the lines above, a line that says nothing else beneath, the settings.
        """
        row = _unit_row(table)
        whole = _above(table) or _below(table) or settings.unit
        found: dict[str, Scale | None] = {}
        contradicted = []
        for name in columns:
            own = scale_in(table.captions.get(name, ""))
            beneath = None if row is None else _beneath(table, row, table.columns[name])
            found[name] = own or beneath or whole
            if (own and beneath and own is not beneath) or _speaks_of_two(table.captions.get(name, "")):
                contradicted.append(name)
        return cls(found, contradicted)

    def in_pounds(self, figure: Figure, column: str, *, hidden: int = 0) -> Figure | None:
        """Return a figure in pounds; None for a plain one other than zero whose scale nobody says.

        One that names its own scale (``£5.2m``) keeps it.

        Args:
            figure: as read.
            column: the name of its column.
            hidden: the noughts its number format hides without saying so (``#,##0,`` hides three).

        """
        if figure.value is None or figure.scale:
            return figure
        scale = self.by_column[column] or (Scale.POUNDS if figure.unit == "£" or hidden else None)
        if scale is None:
            return None if figure.value else figure
        if hidden and self.by_column[column] is None:
            hidden = 0  # what is stored is pounds, for nobody says that the printed figure is anything else
        places = None if figure.decimals is None else figure.decimals + hidden - scale.power
        return replace(figure, value=shift(figure.value, scale.power - hidden), unit="£", decimals=places)


def shift(value: Decimal, power: int) -> Decimal:
    """Multiply by a power of ten; no digit is lost, as a product might lose one.

    >>> shift(Decimal("46137.6"), 3), shift(Decimal(-5200000), -6)
    (Decimal('46137600'), Decimal('-5.2'))
    """
    sign, digits, exponent = value.as_tuple()
    text = format(Decimal((sign, digits, int(exponent) + power)), "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def stored_pounds(pounds: Decimal) -> Decimal:
    """Return an amount that was stored as a binary figure: what lies upon a hundredth of a penny is that.

    Sums and differences of amounts up to ten thousand million pounds are out by less than is allowed here.

    >>> stored_pounds(Decimal("512599.999999999")), stored_pounds(Decimal("33333.3333333333"))
    (Decimal('512600'), Decimal('33333.3333333333'))
    """
    return without_dust(pounds, _FINEST, _DUST)


def _speaks_of_two(text: str) -> bool:
    """Whether a caption, which a unit row may be a part of, says millions and thousands."""
    (_, millions), (_, thousands), _ = _SCALES
    return bool(millions.search(text)) and bool(thousands.search(millions.sub(" ", text)))


def _unit_row(table: Found) -> int | None:
    """The row of units right beneath the header, if there is one."""
    row = next((row for row in table.body if _filled(table, row)), None)
    return row if row is not None and is_unit_row(table, row) else None


def _beneath(table: Found, row: int, column: int) -> Scale | None:
    """The unit beneath a caption; where the column has none of its own, the one of the whole row."""
    own = scale_in(plain_text(table.grid.at(row, column)))
    texts = (plain_text(table.grid.at(row, place)) for place in range(table.left, table.right + 1))
    said = {scale for text in texts if (scale := scale_in(text))}
    return own or (said.pop() if len(said) == 1 else None)


def _above(table: Found) -> Scale | None:
    """The unit in a line above the header, alone in its cell or in a title (``Budget 2017-18, £000s``).

    A title may begin left of the table, unless another table stands there. The line of a table above ends the search.
    """
    grid = table.grid
    beside = any(grid.holds(table.top, column) for column in range(table.left))
    columns = [*range(table.left, table.right + 1), *(() if beside else range(table.left))]
    for row in range(table.top - 1, max(-1, table.top - 1 - _ROWS_ABOVE), -1):
        if _holds_figures(grid, row, columns):
            return None
        for column in columns:
            text = plain_text(grid.at(row, column))
            scale = scale_in(text) if "£" in text or is_unit(text) else None
            if scale and (is_unit(text) or scale is not Scale.POUNDS):
                return scale
    return None


def _below(table: Found) -> Scale | None:
    """The unit in a line of its own close beneath figures, with nothing after it that it might belong to."""
    columns = range(table.left, table.right + 1)
    since = _FAR
    for row in table.body:
        texts = [text for column in columns if (text := plain_text(table.grid.at(row, column)))]
        if _holds_figures(table.grid, row, columns):
            since = 0
        elif len(texts) == 1 and is_unit(texts[0]) and since < _FAR and not _filled(table, row + 1):
            return scale_in(texts[0])
        elif len(texts) > 1:
            since = _FAR
        since += 1
    return None


def _holds_figures(grid: Grid, row: int, columns: Iterable[int]) -> bool:
    """Whether a row holds a figure; ``£000``, which reads like nought pounds, is a unit."""
    return any(
        read_signed(grid.at(row, column), grid.format_at(row, column)).known
        and not is_unit(plain_text(grid.at(row, column)))
        for column in columns
    )


def _filled(table: Found, row: int) -> bool:
    return any(table.grid.holds(row, column) for column in range(table.left, table.right + 1))
