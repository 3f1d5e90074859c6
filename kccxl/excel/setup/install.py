"""Put the add-in into Excel's start folder and Python's path into xlwings' settings, and take both back.

What was there before is written down first, in a record beside the settings, so that `uninstall` gives back exactly
that and no step is lost if the machine fails half-way. Doing either twice changes nothing more.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kccxl import __version__
from kccxl.errors import UnreadableFile, UnwritableFile, UsageError
from kccxl.excel.setup.addin import versions_of
from kccxl.excel.setup.machine import ADDIN, Machine, System
from kccxl.excel.setup.settings_file import setting, with_setting
from kccxl.files.safely import swap_in

RECORD = "kccxl-installed.json"
BACKUP_ENDING = ".before-kccxl"

NOT_HERE = (
    "This machine runs neither Windows nor macOS, so it has no Excel that an add-in could be put into. Nothing was "
    "changed. All other commands work here: kccxl build makes the same dashboards from files, and kccxl excel udfs "
    "lists the worksheet functions."
)


@dataclass(frozen=True, slots=True)
class Record:
    """What an installation changed: the setting before and after, and whether there was a file of settings at all."""

    kccxl: str
    interpreter: str
    interpreter_before: str | None
    settings_before: bool
    addin_before: bool


def install(machine: Machine, addin: Path) -> list[str]:
    """Install, and return what was done, a sentence each.

    Args:
        machine: where to.
        addin: the add-in to install: the one that comes with kccxl, or the council's signed copy of it.

    Raises:
        UsageError: there is no Excel on such a machine, or Python's path has letters that Excel's macros cannot read.
        UnreadableFile: the add-in is missing or is none.
        UnwritableFile: Excel is open, or the folder may not be written to.

    """
    _check_system(machine)
    made_of = versions_of(addin)
    settings = _content(machine.settings)
    wanted = _with_interpreter(machine, settings or b"")
    same_addin = _content(machine.addin) == addin.read_bytes()
    record = _record_for(machine, settings, read_record(machine))
    _back_up(machine, settings, record)
    _write(_record_path(machine), (json.dumps(asdict(record), indent=2) + "\n").encode())
    done = []
    if settings != wanted:
        _write(machine.settings, wanted)
        done.append(f"{machine.settings}: {machine.interpreter_key} is now {machine.interpreter}.")
    if not same_addin:
        _write(machine.addin, addin.read_bytes())
        done.append(f"{machine.addin}: the add-in was put there ({made_of}).")
    done += _install_script(machine)
    return done or ["Everything was in place already."]


def uninstall(machine: Machine) -> list[str]:
    """Take the add-in out, give back the setting that was there before, and return what was done.

    A setting that somebody changed after the installation is left alone.

    Raises:
        UsageError: there is no Excel on such a machine.
        UnwritableFile: Excel is open, or a folder may not be written to.

    """
    _check_system(machine)
    record = read_record(machine)
    if record is None:
        return _remove_stray(machine)
    done = _give_back_addin(machine, record) + _give_back_setting(machine, record)
    for path in (_backup(machine, machine.settings.name), _record_path(machine)):
        _remove(path)
    return done


def read_record(machine: Machine) -> Record | None:
    """Return what an earlier installation wrote down, if there was one.

    Raises:
        UnreadableFile: the record is damaged.

    """
    content = _content(_record_path(machine))
    if content is None:
        return None
    try:
        return Record(**json.loads(content))
    except (ValueError, TypeError) as fault:
        raise UnreadableFile(
            f"{_record_path(machine)} is damaged, so it is not known what stood in {machine.settings} before. "
            f"Compare that file with its copy ending in {BACKUP_ENDING}, delete {RECORD}, and try again."
        ) from fault


def _check_system(machine: Machine) -> None:
    if not machine.has_excel:
        raise UsageError(NOT_HERE)


def _with_interpreter(machine: Machine, settings: bytes) -> bytes:
    try:
        return with_setting(settings, machine.interpreter_key, str(machine.interpreter), machine.encoding)
    except UnicodeEncodeError:
        raise UsageError(
            f"Python lies at {machine.interpreter}. Excel's macros cannot read some letters of that path on this "
            "machine, so they would not find it. Install Python and kccxl in a folder with plain letters, such as "
            r"C:\kccxl, and run this command from there. Nothing was changed."
        ) from None


def _record_for(machine: Machine, settings: bytes | None, earlier: Record | None) -> Record:
    """What uninstalling must give back: what was there before the first installation, or was changed since."""
    found = setting(settings or b"", machine.interpreter_key, machine.encoding)
    now = Record(
        __version__, str(machine.interpreter), found, settings is not None, _is_foreign(machine.addin)
    )
    if earlier is None:
        return now
    untouched = found in (earlier.interpreter, str(machine.interpreter))
    return replace(
        now,
        interpreter_before=earlier.interpreter_before if untouched else found,
        settings_before=earlier.settings_before,
        addin_before=earlier.addin_before,
    )


def _is_foreign(addin: Path) -> bool:
    """Whether an add-in that stands where kccxl's goes is somebody else's."""
    try:
        return addin.exists() and not versions_of(addin).kccxl
    except UnreadableFile:
        return True


def _back_up(machine: Machine, settings: bytes | None, record: Record) -> None:
    """Copy what is replaced, once; not beside the add-in, for Excel opens whatever lies there."""
    kept = {machine.settings: settings if record.settings_before else None}
    if record.addin_before:
        kept[machine.addin] = _content(machine.addin)
    for path, content in kept.items():
        backup = _backup(machine, path.name)
        if content is not None and not backup.exists():
            _write(backup, content)


def _give_back_addin(machine: Machine, record: Record) -> list[str]:
    backup = _backup(machine, ADDIN)
    before = _content(backup) if record.addin_before else None
    if before is not None:
        _write(machine.addin, before)
        _remove(backup)
        return [f"{machine.addin}: the add-in that was there before was put back."]
    if not machine.addin.exists():
        return [f"{machine.addin}: the add-in was no longer there."]
    _remove(machine.addin)
    return [f"{machine.addin}: the add-in was taken out."]


def _give_back_setting(machine: Machine, record: Record) -> list[str]:
    settings, key = _content(machine.settings), machine.interpreter_key
    if settings is None:
        return [f"{machine.settings}: was no longer there."]
    found = setting(settings, key, machine.encoding)
    if found != record.interpreter:
        return [
            f"{machine.settings}: {key} was changed since ({found or 'taken out'}), and was left as it is."
        ]
    before = with_setting(settings, key, record.interpreter_before, machine.encoding)
    if not record.settings_before and not before.strip():
        _remove(machine.settings)
        return [f"{machine.settings}: was deleted, for kccxl had made it."]
    kept = _content(_backup(machine, machine.settings.name))
    # byte for byte, if nothing else was changed since
    same = kept is not None and (
        setting(kept, key, machine.encoding) == record.interpreter_before
        and with_setting(kept, key, record.interpreter, machine.encoding) == settings
    )
    _write(machine.settings, kept if same and kept is not None else before)
    return [f"{machine.settings}: {key} is again {record.interpreter_before or 'left out'}."]


def _remove_stray(machine: Machine) -> list[str]:
    """Without a record only an add-in that was copied there by hand can be taken out."""
    if not machine.addin.exists():
        return ["kccxl was not installed in Excel for this user. Nothing was changed."]
    _remove(machine.addin)
    return [
        f"{machine.addin}: the add-in was taken out. It had been copied there by hand: "
        f"{machine.settings} was left as it is."
    ]


def _install_script(machine: Machine) -> list[str]:
    """Excel for the Mac starts Python by a script that xlwings brings along."""
    if machine.system is not System.MACOS:
        return []
    import xlwings

    name = f"xlwings-{xlwings.__version__}.applescript"
    content = Path(xlwings.__file__).with_name(name).read_bytes()
    target = machine.scripts_folder / name
    if _content(target) == content:
        return []
    _write(target, content)
    return [f"{target}: the script by which Excel starts Python was put there."]


def _record_path(machine: Machine) -> Path:
    return machine.settings.with_name(RECORD)


def _backup(machine: Machine, name: str) -> Path:
    return machine.settings.with_name(name + BACKUP_ENDING)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be read ({fault.strerror}). Nothing was changed.") from fault


def _write(path: Path, content: bytes) -> None:
    with swap_in(path, make_folder=True) as beside:
        beside.write_bytes(content)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise UnwritableFile(
            f"{path} cannot be deleted ({fault.strerror}). Close all windows of Excel, and try again."
        ) from fault
