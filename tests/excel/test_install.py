"""Installing: what lands where, that twice is as good as once, and that uninstalling gives everything back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlwings
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kccxl.cli import app
from kccxl.errors import UnreadableFile, UnwritableFile, UsageError
from kccxl.excel.setup.install import RECORD, install, uninstall
from kccxl.excel.setup.machine import Machine, System
from kccxl.excel.setup.settings_file import setting, with_setting
from tests.excel.machines import machine, make_addin

OTHERS = (
    b'"LICENSE_KEY","noncommercial"\r\n"interpreter_win","C:\\Old\\python.exe"\r\n"SHOW CONSOLE","True"\r\n'
)


@pytest.fixture
def windows(tmp_path: Path) -> Machine:
    return machine(tmp_path / "Users" / "officer")


@pytest.fixture
def addin(tmp_path: Path) -> Path:
    return make_addin(tmp_path / "delivered.xlam")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _put(machine: Machine, content: bytes) -> None:
    machine.settings.parent.mkdir(parents=True)
    machine.settings.write_bytes(content)


def test_the_add_in_and_the_setting_land_where_excel_and_xlwings_look(windows: Machine, addin: Path) -> None:
    install(windows, addin)
    place = windows.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "kccxl.xlam"
    assert place.read_bytes() == addin.read_bytes()
    conf = windows.home / ".xlwings" / "xlwings.conf"
    assert conf.read_bytes() == f'"INTERPRETER_WIN","{windows.interpreter}"\r\n'.encode("cp1252")


def test_excels_start_folder_holds_nothing_but_the_add_in(windows: Machine, addin: Path) -> None:
    make_addin(_made(windows.addin), kccxl="")
    install(windows, addin)
    assert [path.name for path in windows.start_folder.iterdir()] == ["kccxl.xlam"]


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_twice_is_as_good_as_once(windows: Machine, addin: Path) -> None:
    _put(windows, OTHERS)
    install(windows, addin)
    once = _files(windows.home)
    assert install(windows, addin) == ["Everything was in place already."]
    assert _files(windows.home) == once


@pytest.mark.parametrize("before", [None, b"", OTHERS, b'"A","\xff\x00"', b'"INTERPRETER_WIN","x"\n'])
def test_uninstalling_gives_back_every_byte(windows: Machine, addin: Path, before: bytes | None) -> None:
    if before is not None:
        _put(windows, before)
    found = _files(windows.home) if windows.home.exists() else {}
    install(windows, addin)
    assert setting(windows.settings.read_bytes(), "INTERPRETER_WIN", "cp1252") == str(windows.interpreter)
    install(windows, addin)
    uninstall(windows)
    left = _files(windows.home)
    # an empty file of settings says no more than none
    assert {name: content for name, content in left.items() if content} == {
        name: content for name, content in found.items() if content
    }


def test_what_others_set_since_is_kept(windows: Machine, addin: Path) -> None:
    _put(windows, OTHERS)
    install(windows, addin)
    with windows.settings.open("ab") as settings:
        settings.write(b'"USE UDF SERVER","True"\r\n')
    uninstall(windows)
    content = windows.settings.read_bytes()
    assert setting(content, "USE UDF SERVER", "cp1252") == "True"
    assert setting(content, "INTERPRETER_WIN", "cp1252") == r"C:\Old\python.exe"
    assert setting(content, "LICENSE_KEY", "cp1252") == "noncommercial"


def test_an_interpreter_somebody_set_since_is_left_alone(windows: Machine, addin: Path) -> None:
    install(windows, addin)
    windows.settings.write_bytes(b'"INTERPRETER_WIN","D:\\Mine\\python.exe"\r\n')
    done = uninstall(windows)
    assert windows.settings.read_bytes() == b'"INTERPRETER_WIN","D:\\Mine\\python.exe"\r\n'
    assert "was changed since (D:\\Mine\\python.exe), and was left as it is" in " ".join(done)


def test_an_interpreter_set_between_two_installations_comes_back(windows: Machine, addin: Path) -> None:
    _put(windows, OTHERS)
    install(windows, addin)
    windows.settings.write_bytes(OTHERS.replace(b"Old", b"New"))
    install(windows, addin)
    uninstall(windows)
    assert windows.settings.read_bytes().lower() == OTHERS.replace(b"Old", b"New").lower()


def test_a_moved_python_is_entered_and_the_first_one_given_back(windows: Machine, addin: Path) -> None:
    _put(windows, OTHERS)
    install(windows, addin)
    moved = replace(windows, interpreter=Path(r"C:\kccxl\python.exe"))
    install(moved, addin)
    assert setting(moved.settings.read_bytes(), "INTERPRETER_WIN", "cp1252") == r"C:\kccxl\python.exe"
    uninstall(windows)
    assert windows.settings.read_bytes() == OTHERS


def test_a_new_version_replaces_the_old_one(windows: Machine, addin: Path, tmp_path: Path) -> None:
    install(windows, make_addin(tmp_path / "older.xlam", kccxl="0.0.1"))
    done = install(windows, addin)
    assert windows.addin.read_bytes() == addin.read_bytes()
    assert len(done) == 1
    uninstall(windows)
    assert not windows.addin.exists()


def test_somebody_elses_add_in_of_that_name_is_given_back(windows: Machine, addin: Path) -> None:
    _made(windows.addin).write_bytes(b"mine")
    install(windows, addin)
    install(windows, addin)
    assert windows.addin.read_bytes() == addin.read_bytes()
    uninstall(windows)
    assert windows.addin.read_bytes() == b"mine"


def test_an_add_in_copied_by_hand_is_taken_out_and_settings_are_not_touched(
    windows: Machine, addin: Path
) -> None:
    _put(windows, OTHERS)
    _made(windows.addin).write_bytes(addin.read_bytes())
    assert "copied there by hand" in " ".join(uninstall(windows))
    assert not windows.addin.exists()
    assert windows.settings.read_bytes() == OTHERS


def test_uninstalling_what_was_never_installed_changes_nothing(windows: Machine) -> None:
    assert uninstall(windows) == ["kccxl was not installed in Excel for this user. Nothing was changed."]
    assert not windows.home.exists()


def test_a_failure_half_way_can_be_undone(windows: Machine, addin: Path) -> None:
    _put(windows, OTHERS)
    _made(windows.addin).mkdir()  # as if Excel held it
    with pytest.raises((UnwritableFile, UnreadableFile)):
        install(windows, addin)
    windows.addin.rmdir()
    install(windows, addin)
    uninstall(windows)
    assert windows.settings.read_bytes() == OTHERS
    assert not windows.addin.exists()


def test_a_path_that_macros_cannot_read_is_refused_before_anything_is_changed(
    windows: Machine, addin: Path
) -> None:
    strange = replace(windows, interpreter=Path("C:/Użytkownik/python.exe"))
    with pytest.raises(UsageError, match="plain letters"):
        install(strange, addin)
    assert not windows.home.exists()


def test_letters_of_the_machines_own_alphabet_are_entered_as_macros_read_them(
    windows: Machine, addin: Path
) -> None:
    named = replace(windows, interpreter=Path("C:/Zoë & Co/python.exe"))
    install(named, addin)
    assert "Zoë & Co".encode("cp1252") in windows.settings.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"), [(None, "no add-in at"), (b"", "cannot be read"), (b"PK", "cannot be read")]
)
def test_what_is_no_add_in_is_refused(
    windows: Machine, tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "bad.xlam"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        install(windows, path)
    assert not windows.home.exists()


def test_a_damaged_record_is_said_and_nothing_is_lost(windows: Machine, addin: Path) -> None:
    _put(windows, OTHERS)
    install(windows, addin)
    windows.settings.with_name(RECORD).write_text("{}")
    before = _files(windows.home)
    with pytest.raises(UnreadableFile, match="is damaged"):
        uninstall(windows)
    assert _files(windows.home) == before


def test_on_a_mac_the_script_that_starts_python_is_put_there(tmp_path: Path, addin: Path) -> None:
    mac = machine(tmp_path / "Users" / "officer", System.MACOS)
    install(mac, addin)
    assert setting(mac.settings.read_bytes(), "INTERPRETER_MAC", "utf-8") == str(mac.interpreter)
    assert "com.microsoft.Excel" in str(mac.settings)
    assert mac.addin.parent.name == "Excel"
    script = mac.scripts_folder / f"xlwings-{xlwings.__version__}.applescript"
    assert b"VbaHandler" in script.read_bytes()
    assert install(mac, addin) == ["Everything was in place already."]


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_without_excel_the_command_says_so_and_changes_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kccxl.cli import main

    home = tmp_path / "officer"
    monkeypatch.setattr("kccxl.excel.command.this_machine", lambda: machine(home, System.OTHER))
    with pytest.raises(SystemExit) as left:
        main(["excel", command])
    assert left.value.code == 2
    assert "no Excel that an add-in could be put into" in " ".join(capsys.readouterr().err.split())
    assert not home.exists()


def test_the_commands_say_what_they_did(
    windows: Machine, addin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kccxl.excel.command.this_machine", lambda: windows)
    done = CliRunner().invoke(app, ["excel", "install", "--addin", str(addin)])
    assert done.exit_code == 0, done.output
    assert str(windows.addin) in done.output
    assert "kccxl excel doctor" in done.output
    done = CliRunner().invoke(app, ["excel", "uninstall"])
    assert done.exit_code == 0
    assert "was taken out" in done.output


LINE = st.tuples(
    st.from_regex(r"[A-Z ]{1,8}", fullmatch=True), st.from_regex(r"[ -!#-~]{0,12}", fullmatch=True)
)


@given(
    st.lists(LINE, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.from_regex(r"[ -!#-~]{1,12}", fullmatch=True),
)
def test_a_setting_changes_its_own_line_alone(lines: list[tuple[str, str]], ending: str, value: str) -> None:
    content = "".join(f'"{key}","{held}"{ending}' for key, held in lines).encode()
    changed = with_setting(content, "KEY_OF_MINE", value, "cp1252")
    assert setting(changed, "key_of_mine", "cp1252") == value
    assert with_setting(changed, "KEY_OF_MINE", value, "cp1252") == changed
    assert with_setting(changed, "KEY_OF_MINE", None, "cp1252") == content
