"""Check the add-in: that it is where Excel opens it, of the right version, and not marked as from the internet."""

from __future__ import annotations

import re
from collections.abc import Iterator

import xlwings

from kccxl import __version__
from kccxl.errors import UnreadableFile
from kccxl.excel.setup.addin import Versions, shipped_addin, versions_of
from kccxl.excel.setup.checks import Check, elsewhere, fine, look, mend
from kccxl.excel.setup.machine import Machine, System

_INSTALL = "Close Excel, and run: kccxl excel install"
_ZONE = re.compile(r"ZoneId\s*=\s*(\d+)")
_FROM_OUTSIDE = 3  # URLZONE_INTERNET; 4 is the zone of untrusted sites
_SHIPPED, _PLACE, _MADE = "Add-in of this kccxl", "Add-in in Excel's start folder", "Version of that add-in"
_EQUAL, _MARK, _OVERRIDE = "xlwings in the add-in", "Mark of the Web", "Other settings of xlwings"


def check_addin(machine: Machine) -> Iterator[Check]:
    """Check the add-in that comes with kccxl and the one Excel opens."""
    yield _shipped()
    if not machine.has_excel:
        yield from map(elsewhere, (_PLACE, _MADE, _EQUAL, _MARK, _OVERRIDE))
        return
    if not machine.addin.is_file():
        yield mend(_PLACE, f"{machine.addin} is not there", _INSTALL)
    else:
        yield fine(_PLACE, str(machine.addin))
        yield from _versions(machine)
        yield _mark(machine)
    yield _override(machine)


def _shipped() -> Check:
    addin = shipped_addin()
    try:
        made = versions_of(addin)
    except UnreadableFile as fault:
        return mend(_SHIPPED, str(fault), "Install kccxl from its wheel, which holds the add-in.")
    if made == Versions(__version__, xlwings.__version__):
        return fine(_SHIPPED, str(made))
    found = f"{made}; this is {Versions(__version__, xlwings.__version__)}"
    how = "Install kccxl and the versions it asks for anew; from its sources, run: python macros/build.py"
    return mend(_SHIPPED, found, how) if made.kccxl and made.xlwings else look(_SHIPPED, found, how)


def _versions(machine: Machine) -> Iterator[Check]:
    try:
        made = versions_of(machine.addin)
    except UnreadableFile as fault:
        yield mend(_MADE, str(fault), _INSTALL)
        return
    if made.kccxl == __version__:
        yield fine(_MADE, made.kccxl)
    elif made.kccxl:
        yield mend(_MADE, f"{made.kccxl}, but this kccxl is {__version__}", _INSTALL)
    else:
        yield look(_MADE, "the add-in does not say", _INSTALL)
    if made.xlwings == xlwings.__version__:
        yield fine(_EQUAL, f"{made.xlwings}, as in Python")
    elif made.xlwings:
        yield mend(_EQUAL, f"{made.xlwings} in the add-in, {xlwings.__version__} in Python: Excel will say “error 53”",
                   f'Run: "{machine.interpreter}" -m pip install "xlwings=={made.xlwings}"')  # fmt: skip
    else:
        yield look(_EQUAL, f"the add-in does not say; Python has {xlwings.__version__}", _INSTALL)


def _mark(machine: Machine) -> Check:
    """Windows marks what was downloaded in a second stream of the file, and Excel runs no macros in it."""
    if machine.system is not System.WINDOWS:
        return elsewhere(_MARK, "Windows alone marks files so")
    stream = machine.addin.with_name(f"{machine.addin.name}:Zone.Identifier")
    try:
        zone = _ZONE.search(stream.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return fine(_MARK, "none")
    if zone and int(zone[1]) >= _FROM_OUTSIDE:
        return mend(_MARK, f"{machine.addin} is marked as downloaded (zone {zone[1]}): Excel blocks its macros",
                    "Right-click the file, Properties, tick Unblock, OK; or close Excel and run kccxl excel install, "
                    "whose copy bears no mark.")  # fmt: skip
    return fine(_MARK, f"zone {zone[1]}, trusted" if zone else "none")


def _override(machine: Machine) -> Check:
    """A file of settings beside the add-in goes before the user's own."""
    beside = machine.start_folder / "xlwings.conf"
    if beside.exists():
        return mend(_OVERRIDE, f"{beside} goes before {machine.settings}",
                    "Delete it, or have it name the same Python.")  # fmt: skip
    return fine(_OVERRIDE, "none beside the add-in")
