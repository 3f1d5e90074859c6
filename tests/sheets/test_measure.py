"""Row heights: nothing of a text is cut, whatever its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.sheets.measure import column_for, column_points, in_pieces, text_height, text_width, wrap
from kccxl.sheets.styles import Style

WRAPPED = Style(wrap=True)


@given(st.text(alphabet="abc WM.,\n", max_size=300), st.floats(30, 400))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    assert "".join("".join(wrap(text, width, WRAPPED)).split()) == "".join(text.split())


@given(st.text(alphabet="abcWM ", min_size=1, max_size=300), st.floats(40, 400))
def test_no_line_is_wider_than_its_cell(text: str, width: float) -> None:
    assert all(text_width(line, WRAPPED) <= width for line in wrap(text, width, WRAPPED))


def test_a_word_longer_than_the_cell_is_cut_into_lines() -> None:
    assert len(wrap("x" * 200, 60, WRAPPED)) > 10


def test_rows_never_exceed_what_excel_allows() -> None:
    assert text_height("word " * 5000, 100, WRAPPED) == 409


@pytest.mark.parametrize("text", ["word " * 2000, "line\n" * 200, "x" * 9000])
def test_pieces_fit_a_row_and_lose_nothing(text: str) -> None:
    pieces = in_pieces(text, 300, WRAPPED)
    assert all(text_height(piece, 300, WRAPPED) < 409 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_pieces_end_where_a_sentence_does() -> None:
    sentences = [
        f"Sentence {number} says{' again and again' * (number % 3)}, e.g. for Mr. Hill, that £1.{number}m is at risk."
        for number in range(90)
    ]
    pieces = in_pieces(" ".join(sentences), 300, WRAPPED)
    assert len(pieces) > 3
    assert all(piece.startswith("Sentence ") and piece.endswith("at risk.") for piece in pieces)
    assert " ".join(pieces) == " ".join(sentences)


def test_a_text_a_row_can_hold_stays_whole() -> None:
    assert len(in_pieces("Because of reasons that take a while to explain. " * 30, 640, WRAPPED)) == 1


@pytest.mark.parametrize("text", ["5%", "£1,234,567,890.00", "WWWW", "-£349.7k"])
def test_a_column_made_for_a_text_shows_it(text: str) -> None:
    style = Style(bold=True)
    assert column_points(column_for(text, style)) > text_width(text, style)
