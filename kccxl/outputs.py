"""Where the dashboard of each workbook goes, so that no two meet and each is found again by the next run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from pathlib import Path, PurePath

from kccxl.errors import UsageError
from kccxl.files.own import noted_in
from kccxl.search import WORKBOOKS, told_apart

SUFFIX = " dashboard.xlsx"
"""What is put behind a workbook's name where the output has no name of its own."""

ORIGIN = "kccxl workbook"
"""The document property that tells by which way an output's workbook is reached from its folder."""

_OTHER_FILES = (WORKBOOKS - {".xlsx"}) | {".pdf", ".csv", ".docx", ".doc", ".html", ".txt", ".json", ".png"}


class Owner(Enum):
    """Whose dashboard a file is: this workbook's, that of another which is still there, or of none that is known."""

    SELF = "self"
    OTHER = "other"
    NONE = "none"


Owners = Callable[[int, str], Owner]
"""Tells whose dashboard a file of the folder is, by the workbook's number and the file's name."""


def nobodys(number: int, name: str) -> Owner:
    """Tell of no file whose it is."""
    del number, name
    return Owner.NONE


def outputs_for(sources: Sequence[Path], out: Path | None) -> list[Path]:
    """Where each workbook's dashboard goes: beside it, into a folder, or to the one file named.

    Of workbooks that differ only in their endings, such as one with buttons and one without, all but the ``.xlsx``
    have the ending in the output's name; so does one built alone, lest it replace the dashboard of the other. Those
    of one name from several folders have the folder's in it where they meet, or where the name without it belongs
    to another; a workbook that has a dashboard of either name keeps it.

    Raises:
        UsageError: two workbooks would meet in one file, or a workbook would be overwritten by its own dashboard.

    """
    if out is not None and out.suffix.lower() in _OTHER_FILES and not out.is_dir():
        raise UsageError(
            f"Dashboards are written as .xlsx. Give --out a name ending in .xlsx, or a folder, not {out}."
        )
    if out is not None and out.suffix.lower() == ".xlsx" and not out.is_dir():
        refuse_many(sources, str(out))
        outputs = [out]
    else:
        names = names_for(sources, map(_has_twin_beside, sources), _owners(sources, out))
        outputs = [
            (source.parent if out is None else out) / name
            for source, name in zip(sources, names, strict=True)
        ]
    _refuse_meeting(sources, outputs)
    return outputs


def refuse_many(sources: Sequence[object], out: str) -> None:
    """Refuse one file for the dashboards of several workbooks.

    Raises:
        UsageError: there are several.

    """
    if len(sources) > 1:
        raise UsageError(
            f"{len(sources)} workbooks cannot become one file. Give --out a folder instead of {out}."
        )


def names_for(sources: Sequence[PurePath], twins: Iterable[bool], owners: Owners | None) -> list[str]:
    """Return the file names of the dashboards of workbooks.

    Args:
        sources: the workbooks.
        twins: of each, whether one that differs only in its ending stands beside it.
        owners: whose dashboards are in the one folder all go to; None where each goes beside its workbook.

    Example:
        >>> names_for([PurePath("north/plan.xlsx"), PurePath("south/plan.xlsm")], [False, True], nobodys)
        ['plan dashboard.xlsx', 'plan (xlsm) dashboard.xlsx']
        >>> names_for([PurePath("north/plan.xlsx"), PurePath("south/plan.xlsx")], [False, False], nobodys)
        ['plan (north) dashboard.xlsx', 'plan (south) dashboard.xlsx']

    """
    given = Counter(source.with_suffix("") for source in sources)
    told = [
        [source.suffix[1:].lower()] if _names_ending(source, given, twin) else []
        for source, twin in zip(sources, twins, strict=True)
    ]
    plain = [_name(source, marks) for source, marks in zip(sources, told, strict=True)]
    if owners is None:
        return plain
    met = Counter(name.casefold() for name in plain)
    full = [
        _name(source, [folder, *marks])
        for source, marks, folder in zip(sources, told, _folders(sources, plain), strict=True)
    ]
    return [
        _chosen(number, plain[number], full[number], owners, clash=met[plain[number].casefold()] > 1)
        for number in range(len(sources))
    ]


def _names_ending(source: PurePath, given: Counter[PurePath], twin: bool) -> bool:
    return source.suffix.lower() != ".xlsx" and (twin or given[source.with_suffix("")] > 1)


def _name(source: PurePath, marks: Sequence[str]) -> str:
    marked = f" ({', '.join(marks)})" if any(marks) else ""
    return f"{source.stem}{marked}{SUFFIX}"


def _folders(sources: Sequence[PurePath], plain: Sequence[str]) -> list[str]:
    """Return of each workbook its folder's name, with those above it where namesakes lie in folders of one name."""
    groups: dict[str, list[int]] = {}
    for number, name in enumerate(plain):
        groups.setdefault(name.casefold(), []).append(number)
    found = [""] * len(sources)
    for numbers in groups.values():
        names = told_apart([_whole(sources[number]).parent for number in numbers])
        for number, name in zip(numbers, names, strict=True):
            found[number] = ", ".join(
                part for part in PurePath(name).parts if not part.endswith((os.sep, ":"))
            )
    return found


def _whole(path: PurePath) -> PurePath:
    return path.absolute() if isinstance(path, Path) else path


def _chosen(number: int, plain: str, full: str, owners: Owners, *, clash: bool) -> str:
    owner = owners(number, plain)
    if owner is Owner.SELF:
        return plain
    if clash or owner is Owner.OTHER or owners(number, full) is Owner.SELF:
        return full
    return plain


def _owners(sources: Sequence[Path], out: Path | None) -> Owners | None:
    """Tell whose dashboards are in a folder, by the way to their workbook that is noted in them."""
    if out is None:
        return None

    def owner(number: int, name: str) -> Owner:
        way = noted_in(out / name).get(ORIGIN) if _exists(out / name) else None
        if way is None:
            return Owner.NONE
        origin = Path(os.path.realpath(out), way)
        if origin.resolve() == sources[number].resolve():
            return Owner.SELF
        return Owner.OTHER if _exists(origin) else Owner.NONE

    return owner


def _refuse_meeting(sources: Sequence[Path], outputs: Sequence[Path]) -> None:
    taken: dict[Path, Path] = {}
    given = {source.resolve() for source in sources}
    for source, output in zip(sources, outputs, strict=True):
        place = output.resolve()
        if place in taken:
            raise UsageError(
                f"{taken[place]} and {source} would both be written to {output}. Build them into different folders."
            )
        if place in given:
            raise UsageError(f"{output} is itself one of the workbooks. Give --out another name.")
        taken[place] = source


def _has_twin_beside(source: Path) -> bool:
    ending = source.suffix.lower()
    return ending != ".xlsx" and any(_exists(source.with_suffix(each)) for each in WORKBOOKS - {ending})


def _exists(path: Path) -> bool:
    """Whether a file is there; of a name no file can have, writing will speak."""
    try:
        return path.exists()
    except OSError:
        return False
