"""Makes a worksheet function of a rule for one row: ranges are spread over it, and nothing is raised into a cell."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from kccxl.errors import KccError
from kccxl.excel.bindings import for_desktop
from kccxl.excel.cells import FAULT
from kccxl.excel.settings import Reader
from kccxl.excel.shapes import Block, as_block, cells_of, common_size, in_rows, size

Answer: TypeAlias = str | float | bool
"""What one cell can hold."""

Gather: TypeAlias = Callable[[dict[str, Block[Any]]], dict[str, Block[Any]]]
"""Turns the blocks of a function that takes several cells at once into blocks of what it takes."""

_LONGEST = 32767  # characters in a cell
_CLASH = (
    "The function could not answer ({fault}). Please report it with the contents of the cells it refers to."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read, and what to mend."""

    text: str


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name in Excel, its help, whether it may be left out, how its cells are read."""

    name: str
    help: str
    optional: bool
    read: Reader


@dataclass(frozen=True, slots=True)
class Example:
    """A call as an officer would type it, and its answer."""

    arguments: Sequence[object]
    answer: object


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """A function as Excel and the documentation list it."""

    name: str
    purpose: str
    arguments: Sequence[Argument]
    rule: str
    examples: Sequence[Example]
    call: Callable[..., Any]


CATALOGUE: dict[str, WorksheetFunction] = {}
"""Every worksheet function by name, in the order of declaration."""


def worksheet_function(
    rule: str,
    examples: Sequence[tuple[Sequence[object], object]],
    gather: Gather | None = None,
    /,
    **arguments: tuple[Reader, str],
) -> Callable[[Callable[..., Answer]], Callable[..., Any]]:
    """Declare a worksheet function by what it answers for one row of cells that have been read.

    Its docstring is what Excel shows. In Excel it takes a cell or a range for every argument, spills an answer of the
    same shape, and answers `#KCC!` with what to mend where a cell cannot be read or the rule refuses.

    Args:
        rule: the rule it applies, for the documentation.
        examples: pairs of arguments and answer, for documentation and tests.
        gather: see `Gather`.
        arguments: for each argument how a cell of it is read, and its help.

    """

    def declare(answer: Callable[..., Answer]) -> Callable[..., Any]:
        parameters = inspect.signature(answer).parameters
        declared = [
            Argument(name, help_text, parameters[name].default is not inspect.Parameter.empty, read)
            for name, (read, help_text) in arguments.items()
        ]
        if list(parameters) != list(arguments):
            raise TypeError(f"{answer.__name__}: its parameters are not those it declares")
        call = _for_excel(answer, declared, gather)
        shown = [Example(given, expected) for given, expected in examples]
        CATALOGUE[answer.__name__] = WorksheetFunction(
            answer.__name__, call.__doc__ or "", declared, rule, shown, call
        )
        return call

    return declare


def _for_excel(
    answer: Callable[..., Answer], arguments: Sequence[Argument], gather: Gather | None
) -> Callable[..., Any]:
    def call(*given: object) -> Answer | list[list[Answer]]:
        try:
            with _collection_paused():
                return _spread(answer, arguments, given, gather)
        except KccError as fault:
            return _said(fault)
        except Exception as fault:  # noqa: BLE001 - raised, its Python text would stand in the cell
            return _said(_CLASH.format(fault=type(fault).__name__))

    call.__name__ = call.__qualname__ = answer.__name__
    call.__module__ = answer.__module__
    call.__doc__ = " ".join((answer.__doc__ or "").split())
    call.__signature__ = _signature(arguments)  # type: ignore[attr-defined]
    call.__annotations__ = {}  # xlwings would take a hint for a converter
    return for_desktop(call, arguments)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Pause the search for garbage in circles: none arises here, and over a long range it takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _signature(arguments: Sequence[Argument]) -> inspect.Signature:
    """Return the signature for Excel: what may be left out is None."""
    kind, missing = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.empty
    return inspect.Signature(
        [inspect.Parameter(a.name, kind, default=None if a.optional else missing) for a in arguments]
    )


def _spread(
    answer: Callable[..., Answer],
    arguments: Sequence[Argument],
    given: Sequence[object],
    gather: Gather | None,
) -> Answer | list[list[Answer]]:
    if len(given) > len(arguments):
        raise KccError(f"There are {len(given)} arguments where {len(arguments)} are taken.")
    given = [*given, *[None] * (len(arguments) - len(given))]
    blocks = {a.name: _read(a, as_block(cells)) for a, cells in zip(arguments, given, strict=True)}
    if gather is not None:
        blocks = gather(blocks)
    height, width = common_size({name: size(block) for name, block in blocks.items()})
    answers = _answers(answer, [cells_of(block, height, width) for block in blocks.values()])
    return next(answers) if height == width == 1 else in_rows(answers, width, height)


def _read(argument: Argument, block: Block[object]) -> Block[object]:
    """Read every cell of a block; cells that hold the same are read once."""
    known: dict[tuple[type, object], object] = {}

    def read(cell: object) -> object:
        key = (cell.__class__, cell)  # 1.0 and TRUE are equal to Python
        try:
            found = known.get(key, known)
        except TypeError:  # what cannot be remembered is no cell's content, and read for its message
            return _read_cell(argument, cell)
        if found is known:  # not met before; what was read may be None
            found = known[key] = _read_cell(argument, cell)
        return found

    return [[read(cell) for cell in row] for row in block]


def _read_cell(argument: Argument, cell: object) -> object:
    try:
        return argument.read(cell, argument.name)
    except KccError as fault:
        return Fault(_said(fault))
    except Exception as fault:  # noqa: BLE001 - as above
        return Fault(_said(_CLASH.format(fault=type(fault).__name__)))


def _answers(answer: Callable[..., Answer], columns: Sequence[Any]) -> Iterator[Answer]:
    """Answer row by row; the same row is worked out once."""
    known: dict[tuple[object, ...], Answer] = {}
    for row in zip(*columns, strict=True):
        found = known.get(row)
        if found is None:
            found = known[row] = _answer(answer, row)
        yield found


def _answer(answer: Callable[..., Answer], row: tuple[Any, ...]) -> Answer:
    try:
        if Fault in map(type, row):
            return next(item.text for item in row if isinstance(item, Fault))
        found = answer(*row)
    except KccError as fault:
        return _said(fault)
    except Exception as fault:  # noqa: BLE001 - one row that clashes must not take the others with it
        return _said(_CLASH.format(fault=type(fault).__name__))
    return found[:_LONGEST] if isinstance(found, str) else found


def _said(fault: object) -> str:
    return f"{FAULT}{fault}"
