"""Who has a workbook open, told by the lock files that Excel and LibreOffice leave beside it.

Excel's ``~$name`` holds the user's name twice: a length and one byte a letter in the first 54 bytes, then a
length and two bytes a letter. LibreOffice's ``.~lock.name#`` has commas between name, login and computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_NARROW = 55
_MOST_LETTERS = 54
_MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a workbook, in which program, by which lock file.

    >>> str(Holder("Ann Lee", "Excel", Path("~$plan.xlsx")))
    'Ann Lee (in Excel)'
    """

    name: str
    program: str
    lock: Path

    def __str__(self) -> str:
        return f"{self.name or 'somebody'} (in {self.program})"


def holder_of(workbook: Path) -> Holder | None:
    """Find out who has a workbook open; None where nobody seems to.

    Raises:
        OSError: the folder cannot be looked into.

    Example:
        >>> holder_of(Path("no such plan.xlsx")) is None
        True

    """
    name = workbook.name
    # Excel drops the first two characters of long names to make room for its own.
    for excel in dict.fromkeys((f"~${name}", f"~${name[2:]}" if len(name) > 6 else f"~${name}")):
        if (lock := workbook.with_name(excel)).exists():
            return Holder(_excel_name(_begin(lock)), "Excel", lock)
    if (lock := workbook.with_name(f".~lock.{name}#")).exists():
        return Holder(_office_name(_begin(lock)), "LibreOffice", lock)
    return None


def _begin(lock: Path) -> bytes:
    """The first bytes of a lock file; Excel may hold it so tightly that it cannot be read."""
    try:
        with lock.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        return b""


def _excel_name(lock: bytes) -> str:
    """Read the wide copy of the name where it makes sense; the narrow one loses some letters.

    >>> _excel_name(bytes([3]) + b"Ann".ljust(54) + bytes([3, 0]) + "Ann".encode("utf-16-le").ljust(108))
    'Ann'
    """
    if not lock:
        return ""
    length = lock[0]
    if not 0 < length <= _MOST_LETTERS:
        return ""
    # The wide copy's place differs by one between versions.
    for start in (_NARROW, _NARROW - 1):
        if len(lock) > start + 2 and lock[start] == length and lock[start + 1] == 0:
            wide = lock[start + 2 : start + 2 + 2 * length].decode("utf-16-le", "replace")
            if name := _clean(wide):
                return name
    return _clean(lock[1 : 1 + length].decode("cp1252", "replace"))


def _office_name(lock: bytes) -> str:
    r"""Read the name, else the login and computer.

    >>> _office_name(b"Ann Lee,alee,pc7,01.04.2025 09:00,file:///profile;"), _office_name(b",alee,pc7")
    ('Ann Lee', 'alee on pc7')
    """
    fields = [_clean(field) for field in lock.decode("utf-8", "replace").split(",")]
    name, login, computer = (*fields, "", "", "")[:3]
    return name or (f"{login} on {computer}" if login and computer else login)


def _clean(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable() and letter != "\ufffd").strip()[:60]
