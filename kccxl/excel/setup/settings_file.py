"""xlwings' file of settings, ``xlwings.conf``: lines of ``"KEY","value"``, of which kccxl changes one alone.

Lines are kept as bytes, for the file may hold what this program cannot read.
"""

from __future__ import annotations


def setting(content: bytes, key: str, encoding: str) -> str | None:
    r"""Return a setting as xlwings' VBA finds it: the first line with its key, capitals or not.

    >>> setting(b'"INTERPRETER_WIN","C:\\Python\\python.exe"\n', "interpreter_win", "cp1252")
    'C:\\Python\\python.exe'
    """
    for line in content.splitlines():
        if _key(line) == key.upper():
            value = line.partition(b",")[2].strip()
            return value.strip(b'"').decode(encoding, "replace")
    return None


def with_setting(content: bytes, key: str, value: str | None, encoding: str) -> bytes:
    r"""Return the file with a setting changed in its place, added at the end, or taken out (None).

    Raises:
        UnicodeEncodeError: the value has letters that this machine's VBA cannot read.

    Example:
        >>> with_setting(b'"A","1"\r\n', "B", "2", "cp1252")
        b'"A","1"\r\n"B","2"\r\n'
        >>> with_setting(b'"A","1"\n"B","2"\n', "A", None, "cp1252")
        b'"B","2"\n'

    """
    ending = b"\n" if b"\n" in content and b"\r\n" not in content else b"\r\n"
    mine = [] if value is None else [f'"{key}","{value}"'.encode(encoding) + ending]
    lines = [line if line.endswith((b"\n", b"\r")) else line + ending for line in content.splitlines(True)]
    places = [number for number, line in enumerate(lines) if _key(line) == key.upper()]
    if not places:
        return b"".join(lines + mine) if mine else content
    kept = [line for line in lines[places[0] :] if _key(line) != key.upper()]
    return b"".join(lines[: places[0]] + mine + kept)


def _key(line: bytes) -> str:
    return line.partition(b",")[0].strip().strip(b'"').decode("latin-1").upper()
