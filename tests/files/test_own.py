"""Own outputs are told by what they bear; a damaged file is nobody's, and no reason to stop."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.files.own import is_own_output, noted_in, was_edited
from kccxl.files.write import write_book
from tests.files.graft_books import pack, parts_of, small


def own() -> bytes:
    made = io.BytesIO()
    write_book(small(), made)
    return made.getvalue()


OWN = own()


def test_an_output_is_known_and_whether_it_was_saved_again() -> None:
    assert is_own_output(io.BytesIO(OWN), "kccxl report")
    assert noted_in(io.BytesIO(OWN)) == {"kccxl report": "performance"}
    assert not was_edited(io.BytesIO(OWN))
    parts = parts_of(OWN)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"2026-04-01", b"2026-04-02", 1)
    assert was_edited(io.BytesIO(pack(parts)))


@pytest.mark.parametrize("part", ["docProps/core.xml", "docProps/custom.xml"])
def test_a_damaged_file_is_taken_for_somebody_elses(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(OWN)) as packed:
        start = packed.getinfo(part).header_offset + 30 + len(part)
    damaged = OWN[:start] + b"\xff" * 8 + OWN[start + 8 :]
    if "core" in part:
        assert was_edited(io.BytesIO(damaged))
    else:
        assert noted_in(io.BytesIO(damaged)) == {}
        assert not is_own_output(io.BytesIO(damaged), "kccxl report")


@given(st.integers(0, len(OWN) - 1), st.integers(0, 255))
def test_no_damage_stops_it(place: int, byte: int) -> None:
    damaged = OWN[:place] + bytes([byte]) + OWN[place + 1 :]
    assert was_edited(io.BytesIO(damaged)) in (True, False)
    assert noted_in(io.BytesIO(damaged)) in ({}, {"kccxl report": "performance"})
