"""Register the plain worksheet functions with Excel in both styles: the desktop add-in, and xlwings Server.

A desktop function bears its whole name, ``KCC_RAG``, for a dot is not allowed there. On the server the namespace
``KCC`` is put before it by the manifest: ``KCC.RAG``. Nothing is computed here: both styles call the same function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import xlwings as xw

NAMESPACE = "KCC"
"""What stands before the name of every function, and what Excel's Insert Function lists them under."""


class Described(Protocol):
    """An argument as far as Excel is told about it."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def help(self) -> str:
        """Its help."""
        ...


class Declared(Protocol):
    """A worksheet function as it was declared."""

    @property
    def arguments(self) -> Iterable[Described]:
        """Its arguments."""
        ...

    @property
    def call(self) -> Callable[..., Any]:
        """What answers."""
        ...


def for_desktop(call: Callable[..., Any], arguments: Iterable[Described]) -> Callable[..., Any]:
    """Register a function with the desktop add-in; every argument arrives as rows of cells."""
    return _registered(xw, call, arguments)


def for_server(functions: Mapping[str, Declared]) -> dict[str, Callable[..., Any]]:
    """Return functions as xlwings Server takes them, by their names without the namespace.

    Needs xlwings' server part, and so a licence key.
    """
    import inspect

    from xlwings import server

    bound = dict[str, Callable[..., Any]]()
    for name, function in functions.items():
        plain = function.call

        def call(*given: object, plain: Callable[..., Any] = plain) -> Any:
            return plain(*map(_as_in_cells, given))

        call.__name__ = call.__qualname__ = name.removeprefix(f"{NAMESPACE}_")
        call.__doc__ = plain.__doc__
        call.__annotations__ = {}
        call.__signature__ = inspect.signature(plain)  # type: ignore[attr-defined]
        bound[call.__name__] = _registered(server, call, function.arguments)
    return bound


def scripts_for_server(scripts: Mapping[str, Callable[..., None]]) -> dict[str, Callable[..., Any]]:
    """Return what buttons do as xlwings Server takes it, by the names of the functions; keys are what they are called.

    Needs xlwings' server part, and so a licence key.
    """
    from xlwings import server

    return {script.__name__: server.script(name=title)(script) for title, script in scripts.items()}


def _as_in_cells(given: object) -> object:
    """Numbers in cells have a point; JSON leaves it out of whole ones, which would read as codes of errors.

    >>> _as_in_cells([[1, True, "a"]])
    [[1.0, True, 'a']]
    """
    if isinstance(given, list):
        return [_as_in_cells(each) for each in given]
    return float(given) if type(given) is int else given


def _registered(style: Any, call: Callable[..., Any], arguments: Iterable[Described]) -> Callable[..., Any]:
    for argument in arguments:
        call = style.arg(argument.name, ndim=2, err_to_str=True, doc=argument.help)(call)
    registered: Callable[..., Any] = style.func(category=NAMESPACE)(call)
    return registered
