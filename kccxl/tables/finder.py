"""Finds the input tables on a sheet by their header rows, wherever they stand and however they are spelled.

A header may take two rows (``Expected Activity`` above ``Upper`` and ``Lower``), stand in merged cells, be
wrapped over two lines, have a row of dashes beneath, or be repeated after a page break. Several tables may
stand below or beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Area, Grid
from kccxl.tables.openings import Openings
from kccxl.tables.spec import TableSpec, caption, caption_of
from kccxl.tables.year_labels import is_year_label


@dataclass(frozen=True, slots=True)
class Found:
    """A table as found: its spec, header rows, columns by name, further columns by position.

    And where its body ends.

    ``captions`` keeps the captions as printed, by column name; ``twice`` names the columns that bear the
    caption of
    another once more, by position. ``bottom`` is the first row after the body.
    """

    spec: TableSpec
    grid: Grid
    top: int
    header_bottom: int
    columns: Mapping[str, int]
    captions: Mapping[str, str]
    others: Mapping[int, str] = field(default_factory=dict)
    twice: Mapping[int, str] = field(default_factory=dict)
    left: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def body(self) -> range:
        """Rows beneath the header, up to the next table or the end of the sheet."""
        return range(self.header_bottom + 1, self.bottom)


def find_tables(
    grid: Grid, specs: Sequence[TableSpec], keep: Callable[[Found], bool] = lambda _: True
) -> list[Found]:
    """Find all tables of the given specs on a sheet, in reading order.

    ``keep`` refuses what only looks like one.
    """
    found: list[Found] = []
    openings = Openings.of(grid)
    last = -1
    for row in openings.rows_for(specs):
        if row <= last:
            continue
        words = openings.near(row)
        here = list(_headers_at(grid, row, [spec for spec in specs if spec.may_stand_in(words)], keep))
        found += here
        last = max((table.header_bottom for table in here), default=row)
    return [_with_bottom(table, found) for table in found]


def table_named(grid: Grid, spec: TableSpec) -> Found | None:
    """Return the Excel table that bears one of the spec's names, with whatever columns its header row has."""
    wanted = {name.lower() for name in spec.table_names}
    for named in grid.tables:
        if named.name.lower() in wanted:
            columns = range(named.area.left, named.area.right + 1)
            found = _match(grid, [named.area.top], columns, replace(spec, key=frozenset()))
            if found is not None:
                return replace(found, spec=spec, bottom=max(named.area.bottom + 1, found.header_bottom + 1))
    return None


def near_misses(
    grid: Grid, specs: Sequence[TableSpec], found: Sequence[Found], telling: AbstractSet[str]
) -> Iterator[Found]:
    """Find rows that look like a header of one of the specs but lack a column of its key.

    Three captions, one of them of ``telling``, make such a row: its table would else be passed over in
    silence.
    """
    headers = {row for table in found for row in range(table.top, table.header_bottom + 1)}
    loose = [replace(spec, key=frozenset(), unless=frozenset()) for spec in specs]
    openings = Openings.of(grid)
    for row in openings.rows_with(specs, telling):
        words = openings.near(row)
        if row in headers or not openings.at(row) or not any(spec.may_stand_in(words, 3) for spec in loose):
            continue
        segments = _segments(grid, row)
        if not segments:
            continue
        table = _best(grid, row, range(segments[0].start, segments[-1].stop), loose)
        if table is not None and len(table.columns) >= 3 and telling & set(table.columns):
            yield replace(table, spec=specs[loose.index(table.spec)])


def is_dashes(grid: Grid, row: int) -> bool:
    """Whether a row holds nothing but dashes, a stray rule of a converted table."""
    texts = [plain_text(grid.at(row, column)) for column in range(len(grid.rows[row]))]
    filled = [text for text in texts if text]
    return bool(filled) and all(set(text) <= set("-–—_= |") for text in filled)


def _headers_at(
    grid: Grid, row: int, specs: Sequence[TableSpec], keep: Callable[[Found], bool]
) -> Iterator[Found]:
    if not specs or not any(isinstance(value, str) for value in grid.rows[row]):
        return
    segments = _segments(grid, row)
    tables = [table for segment in segments if (table := _best(grid, row, segment, specs, keep))]
    if len(segments) > 1:
        whole = _best(grid, row, range(segments[0].start, segments[-1].stop), specs, keep)
        parts = sum(len(table.columns) for table in tables)
        if whole is not None and not whole.twice and len(whole.columns) > parts:
            tables = [whole]
    yield from tables


def _segments(grid: Grid, row: int) -> list[range]:
    """Return runs of columns with captions, cut at blank columns that no merged cell explains."""
    filled = [c for c in range(len(grid.rows[row])) if grid.at(row, c) is not None or _parent(grid, row, c)]
    if row + 1 < grid.height and filled:
        below = [c for c in range(len(grid.rows[row + 1])) if _may_be_caption(grid, row + 1, c)]
        left, right = filled[0], filled[-1] + 1
        while _is_year(grid, row + 1, right):
            right += 1
        if any(_is_year(grid, row + 1, column) for column in range(left, right)):
            left -= 1  # the column of names may have its caption in the row of years alone
        filled = sorted({*filled, *(c for c in below if left <= c <= right)})
    segments: list[range] = []
    for column in filled:
        if segments and segments[-1].stop == column:
            segments[-1] = range(segments[-1].start, column + 1)
        else:
            segments.append(range(column, column + 1))
    return segments


def _may_be_caption(grid: Grid, row: int, column: int) -> bool:
    return bool(caption_of(grid.at(row, column))) or _is_year(grid, row, column)


def _is_year(grid: Grid, row: int, column: int) -> bool:
    value = grid.at(row, column)
    return isinstance(value, str) and is_year_label(plain_text(value))


def _parent(grid: Grid, row: int, column: int) -> str:
    """Return the text of the merged cell that covers a cell, if it is not the cell's own."""
    for area in grid.merged:
        if area.holds(row, column) and (row, column) != (area.top, area.left):
            return plain_text(grid.at(area.top, area.left))
    return ""


def _best(
    grid: Grid,
    row: int,
    columns: range,
    specs: Sequence[TableSpec],
    keep: Callable[[Found], bool] = lambda _: True,
) -> Found | None:
    candidates = [table for spec in specs for table in _as_spec(grid, row, columns, spec) if keep(table)]
    return max(candidates, key=lambda table: len(table.columns), default=None)


def _as_spec(grid: Grid, row: int, columns: range, spec: TableSpec) -> Iterator[Found]:
    one = _match(grid, [row], columns, spec)
    second = next((r for r in (row + 1, row + 2) if r < grid.height and not is_dashes(grid, r)), None)
    two = _match(grid, [row, second], columns, spec) if second is not None and second - row <= 2 else None
    if two and second is not None and _is_header_row(grid, row, second, columns, spec):
        lower = _match(grid, [second], columns, spec)  # found on its own row, unless the upper row adds to it
        if len(two.columns) >= (len(one.columns) if one else 0) and (
            lower is None or len(two.columns) > len(lower.columns)
        ):
            yield two
            return
    if one:
        if row + 1 < grid.height and is_dashes(grid, row + 1):
            one = replace(one, header_bottom=row + 1)
        yield one


def _match(grid: Grid, rows: Sequence[int], columns: range, spec: TableSpec) -> Found | None:
    printed = {column: _caption_at(grid, rows, column, spec) for column in columns}
    printed = {column: texts for column, texts in printed.items() if texts[1]}
    contest = sorted(
        (rank, column, name) for column, (text, _) in printed.items() for name, rank in spec.names_for(text)
    )
    names: dict[str, int] = {}
    taken: dict[int, str] = {}
    for _, column, name in contest:
        if name not in names and column not in taken:
            names[name], taken[column] = column, name
    if not spec.key <= set(names) or spec.unless & set(names):
        return None
    plain = {printed[column][0]: name for name, column in names.items()}
    return Found(
        spec,
        grid,
        rows[0],
        rows[-1],
        names,
        captions={name: printed[column][1] for name, column in names.items()},
        others={column: text for column, (_, text) in printed.items() if column not in taken},
        twice={c: plain[text] for c, (text, _) in printed.items() if c not in taken and text in plain},
        left=columns.start,
        right=columns.stop - 1,
    )


def _caption_at(grid: Grid, rows: Sequence[int], column: int, spec: TableSpec) -> tuple[str, str]:
    """Return a column's caption, made plain and as printed: rows joined, else the lower, else the upper."""
    texts = [_text(grid, row, column) for row in rows]
    if len(rows) == 2 and not texts[0]:
        texts[0] = _parent(grid, rows[0], column) or _left_of_years(grid, rows, column, spec)
    printed = " ".join(dict.fromkeys(text for text in texts if text))
    for text in (printed, texts[-1], texts[0]):
        if text and spec.column_for(caption(text)):
            return caption(text), text if text != texts[-1] or len(rows) == 1 else printed
    return caption(printed), printed


def _left_of_years(grid: Grid, rows: Sequence[int], column: int, spec: TableSpec) -> str:
    """Return the caption to the left that goes on over a year: ``Budget`` above 2024/25 and 2025/26."""
    if not is_year_label(_text(grid, rows[1], column)):
        return ""
    left = (_text(grid, rows[0], place) for place in range(column - 1, -1, -1))
    found = next(filter(None, left), "")
    return found if spec.column_for(caption(found)) else ""


def _text(grid: Grid, row: int, column: int) -> str:
    value = grid.at(row, column)
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else plain_text(value) if not hasattr(value, "year") else str(value)


def _is_header_row(grid: Grid, upper: int, lower: int, columns: range, spec: TableSpec) -> bool:
    """Whether a row goes on with the header above: each text in it is a caption.

    Alone or with what is above it.
    """
    filled = [column for column in columns if grid.at(lower, column) is not None]
    return bool(filled) and all(
        isinstance(grid.at(lower, column), str)
        and (
            spec.column_for(caption(f"{_text(grid, upper, column)} {_text(grid, lower, column)}"))
            or spec.column_for(caption_of(grid.at(lower, column)))
            or (
                is_year_label(_text(grid, lower, column))
                and spec.column_for(caption(_caption_at(grid, [upper, lower], column, spec)[0]))
            )
        )
        for column in filled
    )


def first_below(table: Found, others: Iterable[Found | Area]) -> int:
    """Return the row where the first of other tables beneath this one begins; the height of the sheet for none."""
    below = (
        other.top
        for other in others
        if other.top > table.header_bottom and other.left <= table.right and other.right >= table.left
    )
    return min(below, default=table.grid.height)


def _with_bottom(table: Found, all_found: Sequence[Found]) -> Found:
    """End the body where the next header stands in these columns, be it of a table of another report."""
    return replace(table, bottom=first_below(table, [*all_found, *table.grid.borders]))
