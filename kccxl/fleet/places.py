"""Workbooks on shares and object stores: fetched whole, built here, sent back whole.

An address with ``://`` is anything fsspec knows (``s3://``, ``abfs://``, ``memory://``); ``file://`` and all else
is a path of this machine.
"""

from __future__ import annotations

import os
import posixpath
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from kccxl import outputs, search
from kccxl.errors import FileError, UnreadableFile, UnwritableFile, UsageError
from kccxl.files.backup import FOLDER
from kccxl.files.own import is_own_output
from kccxl.files.safely import TEMPORARY, swap_in
from kccxl.refresh import MADE_BY


def is_remote(place: str) -> bool:
    r"""Whether a place is an address of another machine's rather than a path.

    >>> is_remote("s3://finance/plan.xlsx"), is_remote("file:///plans/plan.xlsx"), is_remote(r"\\share\plan.xlsx")
    (True, False, False)
    """
    return "://" in place and not place.lower().startswith("file://")


def local(place: str) -> Path:
    """Return the path that a place of this machine stands for.

    >>> local("file:///plans/Ann%20Lee.xlsx") == Path("/plans/Ann Lee.xlsx") or os.name == "nt"
    True
    """
    if not place.lower().startswith("file://"):
        return Path(place)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(place)
    # an address holds no bare ? or #; typed by hand it may, and means them
    rest = place.partition("://")[2] if not parts.netloc else f"//{parts.netloc}{parts.path}"
    return Path(url2pathname(rest))


def name(place: str) -> str:
    """Return the file name a place ends in.

    >>> name("s3://finance/plan.xlsx"), name("plans/plan.xlsx")
    ('plan.xlsx', 'plan.xlsx')
    """
    return posixpath.basename(place) if is_remote(place) else local(place).name


def between(output: str, source: str) -> str:
    """Return the way from an output's folder to its workbook, as far as there is one; else the workbook's place.

    >>> between("s3://finance/out/plan dashboard.xlsx", "s3://finance/plan.xlsx")
    '../plan.xlsx'
    """
    if is_remote(output) or is_remote(source):
        here, there = output.partition("://"), source.partition("://")
        if here[0] != there[0]:
            return source
        return posixpath.relpath("/" + there[2].lstrip("/"), posixpath.dirname("/" + here[2].lstrip("/")))
    try:
        return Path(os.path.relpath(local(source).resolve(), local(output).resolve().parent)).as_posix()
    except ValueError:  # on different drives
        return str(local(source).resolve())


def find(given: Sequence[str]) -> list[str]:
    """Return the workbooks meant by files, folders, patterns and addresses, in the order given, each once.

    Raises:
        UsageError: a folder or pattern without any workbook, or an address nothing here can read.
        UnreadableFile: a place cannot be reached.

    """
    found: list[str] = []
    for place in given:
        found += _find_remote(place) if is_remote(place) else map(str, search.find_workbooks([local(place)]))
    return list(dict.fromkeys(found))


def outputs_for(sources: Sequence[str], out: str | None) -> list[str]:
    """Where each workbook's dashboard goes: beside it, into a folder, or to the one file named.

    Raises:
        UsageError: two workbooks would meet in one file, or a workbook would be overwritten by its own dashboard.

    """
    if not any(map(is_remote, [*sources, *([out] if out else [])])):
        paths = outputs.outputs_for([local(source) for source in sources], local(out) if out else None)
        return [str(path) for path in paths]
    if out and posixpath.splitext(out)[1].lower() == ".xlsx":
        outputs.refuse_many(sources, out)
        return [out]
    names = outputs.names_for(list(map(_path, sources)), _twins(sources), outputs.nobodys if out else None)
    found = [_join(out or _folder(source), name) for source, name in zip(sources, names, strict=True)]
    taken: dict[str, str] = {}
    given = set(sources)
    for source, output in zip(sources, found, strict=True):
        if output in taken or output in given:
            raise UsageError(
                f"{taken.get(output, output)} and {source} would meet in {output}. Build them into different folders."
            )
        taken[output] = source
    return found


def told_apart(sources: Sequence[str]) -> list[str]:
    """Return the names of workbooks, each with as many of its folders as tell it from others of its name.

    >>> told_apart(["s3://plans/north/plan.xlsx", "s3://plans/south/plan.xlsx", "s3://plans/south/b.xlsx"])
    ['north/plan.xlsx', 'south/plan.xlsx', 'b.xlsx']
    """
    return search.told_apart([_path(source) for source in sources])


def left_within(given: Sequence[str], found: Sequence[str]) -> list[Path]:
    """Return the folders of this machine among those given that hold folders with workbooks not found."""
    here, there = ([local(each) for each in places if not is_remote(each)] for places in (given, found))
    return search.left_within(here, there)


def _path(place: str) -> PurePath:
    return PurePosixPath(place) if is_remote(place) else local(place)


def _twins(sources: Sequence[str]) -> list[bool]:
    """Whether beside each workbook stands one that differs only in its ending; each folder is asked once."""
    names: dict[str, set[str]] = {}
    found = []
    for source in sources:
        path = _path(source)
        if path.suffix.lower() == ".xlsx":
            found.append(False)
            continue
        folder = _folder(source)
        if folder not in names:
            names[folder] = _names_in(folder)
        others = search.WORKBOOKS - {path.suffix.lower()}
        found.append(any(path.with_suffix(ending).name in names[folder] for ending in others))
    return found


def _names_in(folder: str) -> set[str]:
    if not is_remote(folder):
        path = local(folder)
        return {each.name for each in path.iterdir()} if path.is_dir() else set()
    system, path_there = _open(folder)
    try:
        return {posixpath.basename(each) for each in system.ls(path_there, detail=False)}
    except OSError:  # fetching the workbook will say what is wrong there
        return set()


@contextmanager
def at_hand(source: str, output: str) -> Iterator[tuple[Path, Path]]:
    """Give paths of this machine for a workbook and its output; what was written to the second is sent to its place.

    Copies lie to each other as the originals do, for the output leads to its workbook.

    Raises:
        UnreadableFile: the workbook is not there, or cannot be fetched.
        UnwritableFile: the output cannot be sent.

    """
    if not is_remote(source) and not is_remote(output):
        yield local(source), local(output)
        return
    with tempfile.TemporaryDirectory(prefix="kccxl-") as folder:
        here, there = _side_by_side(Path(folder), source, output)
        _fetch(source, here)
        if _is_there(output):
            _fetch(output, there)
        before = _mark(there)
        yield here, there
        if _mark(there) != before:
            _send(there, output)


def _side_by_side(folder: Path, source: str, output: str) -> tuple[Path, Path]:
    way = between(output, source).split("/")
    if is_remote(source) != is_remote(output) or "" in way:  # no way leads from one to the other
        way = [name(source)]
    ups = way.count("..")
    return folder.joinpath(*way[ups:]), folder.joinpath(*["x"] * ups, name(output))


def _find_remote(place: str) -> list[str]:
    system, path = _open(place)
    with _explained(place, UnreadableFile):
        if any(mark in path for mark in search.MARKS):
            found = system.glob(path)
        elif system.isdir(path):
            found = system.ls(path, detail=False)
        else:
            return [place]
        kept = [each for each in sorted(found) if _is_workbook(each) and not _is_own(system, each)]
    if not kept:
        raise UsageError(f"There is no workbook to build in {place}.")
    return [str(system.unstrip_protocol(each)) for each in kept]


def _is_workbook(path: str) -> bool:
    *folders, file = path.split("/")
    return search.is_workbook(file) and FOLDER not in folders


def _is_own(system: Any, path: str) -> bool:
    with system.open(path, "rb") as file:
        return is_own_output(file, MADE_BY)


def _is_there(place: str) -> bool:
    if not is_remote(place):
        return local(place).exists()
    system, path = _open(place)
    with _explained(place, UnwritableFile):
        return bool(system.exists(path))


def _fetch(place: str, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    with _explained(place, UnreadableFile):
        if not is_remote(place):
            shutil.copyfile(local(place), copy)
            return
        system, path = _open(place)
        system.get_file(path, str(copy))


def _send(copy: Path, place: str) -> None:
    """Put a file to its place: whole beside it under another name first, then in one step."""
    if not is_remote(place):
        with swap_in(local(place), make_folder=True) as unfinished:
            shutil.copyfile(copy, unfinished)
        return
    system, path = _open(place)
    folder = posixpath.dirname(path)
    unfinished_there = posixpath.join(folder, f"{TEMPORARY}{secrets.token_hex(8)}{copy.suffix}")
    with _explained(place, UnwritableFile):
        if folder:
            system.makedirs(folder, exist_ok=True)
        try:
            system.put_file(str(copy), unfinished_there)
            system.mv(unfinished_there, path)
        except BaseException:
            with suppress(OSError):
                system.rm(unfinished_there)
            raise


def _mark(path: Path) -> tuple[int, int] | None:
    """What changes where a file is replaced: swapping in gives it another number on the disk."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def _folder(place: str) -> str:
    return posixpath.dirname(place) if is_remote(place) else str(local(place).parent)


def _join(folder: str, file: str) -> str:
    return f"{folder.rstrip('/')}/{file}" if is_remote(folder) else str(local(folder) / file)


def _open(place: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as missing:
        raise UsageError(
            f"{place} is an address, and reading it needs fsspec. Install it with: "
            "python -m pip install 'kccxl[remote]'"
        ) from missing
    try:
        system, path = url_to_fs(place)
    except (ImportError, ValueError) as fault:
        raise UsageError(f"{place} cannot be used here: {fault}") from fault
    return system, str(path)


@contextmanager
def _explained(place: str, kind: type[FileError]) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as fault:
        raise kind(f"'{place}' was not found. Check the address.") from fault
    except PermissionError as fault:
        raise kind(
            f"'{place}' may not be used with the rights you have. Ask its owner for access."
        ) from fault
    except OSError as fault:
        raise kind(f"'{place}' cannot be reached ({fault}). Try again later.") from fault
