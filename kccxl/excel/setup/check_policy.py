"""Check what Windows and Office forbid: macros, add-ins, programs started by Excel, as far as the registry tells.

Sources: Microsoft's administrative templates for Office 2016 and later (Excel, Security), and "Attack surface
reduction rules reference" (Microsoft Defender).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kccxl.excel.setup.check_python import excel_bits
from kccxl.excel.setup.checks import Check, elsewhere, fine, look, mend
from kccxl.excel.setup.machine import Machine, System

_EXCEL = r"Office\16.0\Excel\Security"
_DEFENDER = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
_RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Office may start no other programs",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "macros may call no functions of Windows",
}
_BLOCK, _WARN = 1, 6
_IT = "Ask IT"
_SIGN = (
    f"{_IT} to sign kccxl.xlam with a certificate that this computer trusts, and to run: "
    "kccxl excel install --addin FILE"
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting of Excel: what the organisation laid down, else what the user chose, else None."""

    value: int | None
    imposed: bool

    @property
    def whose(self) -> str:
        return "laid down by your organisation" if self.imposed else "your own setting"


def check_policy(machine: Machine) -> Iterator[Check]:
    """Check everything the registry tells."""
    for name, check in _CHECKS.items():
        yield check(machine, name) if machine.system is System.WINDOWS else elsewhere(name)


def _read(machine: Machine, name: str, part: str = "") -> _Setting:
    for imposed, root in ((True, r"HKCU\Software\Policies\Microsoft"), (True, r"HKLM\Software\Policies\Microsoft"),
                          (False, r"HKCU\Software\Microsoft")):  # fmt: skip
        found = machine.registry("\\".join(filter(None, (root, _EXCEL, part))), name)
        if isinstance(found, int):
            return _Setting(found, imposed)
    return _Setting(None, imposed=False)


def _macros(machine: Machine, name: str) -> Check:
    found = _read(machine, "VBAWarnings")
    match found.value:
        case 4 if found.imposed:
            return mend(name, f"all are off without asking ({found.whose}), but for trusted locations",
                        f"{_IT} to keep Excel's start folder a trusted location. If Check data does nothing: "
                        "kccxl build works without macros.")  # fmt: skip
        case 4:
            return look(name, f"all are off without asking ({found.whose}), but for trusted locations",
                        "File > Options > Trust Center > Macro Settings: Disable with notification.")  # fmt: skip
        case 3:
            return look(name, f"only signed ones run ({found.whose}), but for trusted locations", _SIGN)
        case 1:
            return fine(name, f"all run ({found.whose})")
        case _:
            return fine(name, "Excel asks, but for trusted locations; its start folder is one")


def _locations(machine: Machine, name: str) -> Check:
    found = _read(machine, "AllLocationsDisabled", "Trusted Locations")
    if found.value == 1:
        return mend(name, f"none is trusted ({found.whose}), so the start folder is not either", _SIGN)
    return fine(name, "allowed")


def _addins(machine: Machine, name: str) -> Check:
    if _read(machine, "DisableAllAddins").value == 1:
        return mend(
            name, "add-ins are switched off", f"{_IT} to allow kccxl.xlam. kccxl build works without."
        )
    if _read(machine, "RequireAddinSig").value == 1:
        return mend(name, "only signed add-ins are opened", _SIGN)
    return fine(name, "allowed")


def _internet(machine: Machine, name: str) -> Check:
    found = _read(machine, "BlockContentExecutionFromInternet")
    if found.value == 1:
        return look(name, f"blocked ({found.whose})",
                    "Workbooks that came by mail or download run no macros: save them on this computer and unblock "
                    "them (Properties > Unblock). The add-in itself is not touched by that.")  # fmt: skip
    return fine(name, "no policy; Excel blocks marked files by itself")


def _project(machine: Machine, name: str) -> Check:
    allowed = _read(machine, "AccessVBOM").value == 1
    return fine(name, f"{'allowed' if allowed else 'not allowed'}; kccxl does not need it")


def _bits(machine: Machine, name: str) -> Check:
    bits = excel_bits(machine)
    if bits is None:
        return look(name, "Windows does not tell",
                    "File > Account > About Excel says it. Python may have either.")  # fmt: skip
    return fine(name, f"Excel has {bits} bit; Python may have either")


def _antivirus(machine: Machine, name: str) -> Check:
    found = {rule: _rule(machine, rule) for rule in _RULES}
    blocking = [_RULES[rule] for rule, state in found.items() if state == _BLOCK]
    if blocking:
        return mend(name, f"Microsoft Defender: {'; '.join(blocking)}",
                    f"{_IT} for an exception for EXCEL.EXE starting this Python. kccxl build works without.")  # fmt: skip
    warning = [_RULES[rule] for rule, state in found.items() if state == _WARN]
    if warning:
        return look(name, f"Microsoft Defender warns: {'; '.join(warning)}", "Allow it when Windows asks.")
    return look(name, "Microsoft Defender has no rule against it; other products cannot be asked from here",
                "If a button shows nothing and the log stays empty, ask IT whether a program that Excel started was "
                "blocked.")  # fmt: skip


def _rule(machine: Machine, rule: str) -> int | None:
    for key in _DEFENDER:
        found = machine.registry(key, rule)
        if found is not None and str(found).strip().isdigit():
            return int(found)
    return None


_CHECKS: dict[str, Callable[[Machine, str], Check]] = {
    "Macros": _macros,
    "Trusted locations": _locations,
    "Add-ins": _addins,
    "Macros from the internet": _internet,
    "Access to the VBA project": _project,
    "32 or 64 bit": _bits,
    "Antivirus": _antivirus,
}
