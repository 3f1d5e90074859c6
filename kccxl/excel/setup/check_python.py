"""Check the Python that Excel will start: that it is there, is this one, and has kccxl and xlwings as needed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xlwings

from kccxl import __version__
from kccxl.excel.setup.checks import Check, elsewhere, fine, look, mend
from kccxl.excel.setup.machine import Machine, System
from kccxl.excel.setup.settings_file import setting

_OLDEST = (3, 11)
_SECONDS = 120
_INSTALL = "Run: kccxl excel install"
# what RunPython does first; -B as there
_QUESTION = """
import json, sys
told = {"python": list(sys.version_info[:3]), "bits": 64 if sys.maxsize > 2**32 else 32}
for name in ("kccxl", "xlwings"):
    try:
        told[name] = __import__(name).__version__
    except Exception as fault:
        told[name + " fault"] = f"{type(fault).__name__}: {fault}"
try:
    import kccxl.excel.buttons
except Exception as fault:
    told["kccxl fault"] = f"{type(fault).__name__}: {fault}"
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What a Python told about itself; ``fault`` says why it told nothing."""

    path: Path
    python: tuple[int, ...] = ()
    bits: int = 0
    kccxl: str = ""
    kccxl_fault: str = ""
    xlwings: str = ""
    fault: str = ""


def configured(machine: Machine) -> str | None:
    """Return the interpreter that xlwings' settings name, if any."""
    try:
        content = machine.settings.read_bytes()
    except OSError:
        return None
    return setting(content, machine.interpreter_key, machine.encoding)


def ask(path: Path) -> Interpreter:
    """Start a Python as Excel would, and ask for its version and its packages.

    >>> import sys
    >>> ask(Path(sys.executable)).kccxl == __version__
    True
    """
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that Excel is set to start
            [str(path), "-B", "-c", _QUESTION], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        told = json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return Interpreter(path, fault=f"did not answer within {_SECONDS} seconds")
    except OSError as fault:
        return Interpreter(path, fault=fault.strerror or str(fault))
    except (ValueError, IndexError):
        return Interpreter(path, fault=f"is no Python ({' '.join(done.stderr.split())[:200]})")
    return Interpreter(
        path,
        tuple(told["python"]),
        told["bits"],
        told.get("kccxl", ""),
        told.get("kccxl fault", ""),
        told.get("xlwings", ""),
    )


def check_python(machine: Machine) -> Iterator[Check]:
    """Check the interpreter from the settings; without Excel, the one that runs this."""
    named = configured(machine) if machine.has_excel else None
    yield _named(machine, named)
    asked = ask(Path(named) if named else machine.interpreter)
    if asked.fault:
        yield mend("Python starts", f"{asked.path} {asked.fault}", _INSTALL)
        return
    yield fine("Python starts", f"{asked.path}, {asked.bits} bit")
    yield _version(asked)
    yield _kccxl(asked)
    yield _xlwings(asked)
    yield _library(machine, asked)


def _named(machine: Machine, named: str | None) -> Check:
    name = "Python in xlwings' settings"
    if not machine.has_excel:
        return elsewhere(name)
    if not named:
        return mend(name, f"{machine.settings} does not name one", _INSTALL)
    if not Path(named).is_absolute():
        return mend(name, f"{named} is no full path, so Excel starts whichever Python it finds", _INSTALL)
    if not Path(named).is_file():
        return mend(name, f"{named} is not there: moved, removed or made anew elsewhere", _INSTALL)
    if not _same(Path(named), machine.interpreter):
        return look(name, f"{named}; this kccxl runs with {machine.interpreter}",
                    "If Excel should use this one, run: kccxl excel install")  # fmt: skip
    return fine(name, f"{named}, this one")


def _same(one: Path, other: Path) -> bool:
    # links are not followed: environments of one Python link to it, and differ in what is installed
    try:
        return one == other or (one.parent.samefile(other.parent) and one.name == other.name)
    except OSError:
        return False


def _version(asked: Interpreter) -> Check:
    said = ".".join(map(str, asked.python))
    if asked.python < _OLDEST:
        needed = ".".join(map(str, _OLDEST))
        return mend(
            "Python version",
            said,
            f"Install Python {needed} or later and kccxl in it, and run kccxl excel install.",
        )
    return fine("Python version", said)


def _kccxl(asked: Interpreter) -> Check:
    name = "kccxl in that Python"
    how = f'Run: "{asked.path}" -m pip install "kccxl=={__version__}"'
    if asked.kccxl_fault:
        return mend(name, f"cannot be imported ({asked.kccxl_fault})", how)
    if asked.kccxl != __version__:
        return mend(name, f"{asked.kccxl}, but this command is {__version__}", how)
    return fine(name, asked.kccxl)


def _xlwings(asked: Interpreter) -> Check:
    name, wanted = "xlwings in that Python", xlwings.__version__
    how = f'Run: "{asked.path}" -m pip install "xlwings=={wanted}"'
    if not asked.xlwings:
        return mend(name, "cannot be imported", how)
    if asked.xlwings != wanted:
        return look(name, f"{asked.xlwings}; this command has {wanted}", how)
    return fine(name, asked.xlwings)


def _library(machine: Machine, asked: Interpreter) -> Check:
    """Excel loads a library of xlwings from beside Python, or from the folder above (a virtual environment)."""
    name = "xlwings' library for Excel"
    if machine.system is not System.WINDOWS:
        return elsewhere(name, "Excel for Windows alone needs one")
    bits = 32 if excel_bits(machine) == 32 else 64
    wanted = f"xlwings{bits}-{asked.xlwings}.dll"
    folders = (asked.path.parent, asked.path.parent.parent)
    place = next((folder / wanted for folder in folders if (folder / wanted).is_file()), None)
    if place is None:
        return mend(name, f"{wanted} is neither in {folders[0]} nor in {folders[1]}: Excel will say "
                    "“could not load” or “error 53”",
                    f'Run: "{asked.path}" -m pip install --force-reinstall --no-deps "xlwings=={asked.xlwings}"; '
                    "not with --user, which puts the library elsewhere.")  # fmt: skip
    return fine(name, str(place))


def excel_bits(machine: Machine) -> int | None:
    """Return whether Excel has 32 or 64 bits; None where Windows does not tell."""
    platform = machine.registry(r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration", "Platform")
    bitness = machine.registry(r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook", "Bitness")
    said = str(platform or bitness or "").lower()
    return {"x86": 32, "x64": 64}.get(said)
