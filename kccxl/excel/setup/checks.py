"""What a check of the installation finds: how it stands, what was found, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check ended."""

    FINE = "fine"
    MEND = "mend"
    LOOK = "look"
    ELSEWHERE = "only on Windows"


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the doctor's table. ``mend`` is empty where nothing is to be done."""

    name: str
    state: State
    found: str
    mend: str = ""

    def as_json(self) -> Mapping[str, str]:
        """As `kccxl excel doctor --format json` prints it."""
        return {"check": self.name, "result": self.state.value, "found": self.found, "mend": self.mend}


def fine(name: str, found: str) -> Check:
    """All is well.

    >>> fine("Python version", "3.11.2").state
    <State.FINE: 'fine'>
    """
    return Check(name, State.FINE, found)


def mend(name: str, found: str, how: str) -> Check:
    """Something does not work until it is mended."""
    return Check(name, State.MEND, found, how)


def look(name: str, found: str, how: str) -> Check:
    """Something may not work, or cannot be told from here."""
    return Check(name, State.LOOK, found, how)


def elsewhere(name: str, why: str = "there is no Excel on this machine") -> Check:
    """Nothing to check on such a machine."""
    return Check(name, State.ELSEWHERE, why)
