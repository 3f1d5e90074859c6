"""Canvas and paging: heights of merged cells, and where pages begin."""

from __future__ import annotations

from kccxl.sheets.blocks import Canvas
from kccxl.sheets.paging import Block, page_breaks, scale_of
from kccxl.sheets.sheet import Cell, Page, Span
from kccxl.sheets.styles import PROSE, TEXT


def test_a_merged_text_gets_the_height_it_needs() -> None:
    canvas = Canvas("Notes", [10, 10])
    row = canvas.across("many words in a narrow place " * 4, PROSE)
    assert canvas.heights[row] > 60


def test_a_tall_merge_shares_its_height_among_its_rows() -> None:
    canvas = Canvas("Notes", [6])
    canvas.merge(Span(0, 0, 1, 0), Cell("three words here", TEXT))
    assert canvas.heights[0] == canvas.heights[1] > 15


def test_a_long_paragraph_takes_several_rows() -> None:
    canvas = Canvas("Notes", [40])
    canvas.paragraph("word " * 1000, PROSE, lead="CS05: ")
    assert canvas.row > 1
    assert canvas.cells[0, 0].runs[0][0] == "CS05: "
    assert canvas.cells[0, 0].runs[0][1].bold
    assert not canvas.cells[1, 0].runs


def test_a_block_that_does_not_fit_begins_a_page() -> None:
    heights = dict.fromkeys(range(20), 10.0)
    assert page_breaks([Block(0, 7), Block(8, 14)], heights, 100, 0) == [8]


def test_a_block_is_divided_between_its_units_rather_than_leave_a_page_empty() -> None:
    heights = dict.fromkeys(range(20), 10.0)
    blocks = [Block(0, 1), Block(2, 11, [(2, 6), (7, 11)])]
    assert page_breaks(blocks, heights, 90, 0) == [7]


def test_a_table_longer_than_a_page_is_broken_between_rows() -> None:
    heights = dict.fromkeys(range(40), 10.0)
    assert page_breaks([Block(0, 29)], heights, 100, 10) == [10, 19, 28]


def test_a_row_higher_than_a_page_does_not_hang() -> None:
    assert page_breaks([Block(0, 0), Block(1, 1)], {0: 10.0, 1: 900.0}, 100, 0) == [1]


def test_blocks_on_the_canvas_become_page_breaks() -> None:
    canvas = Canvas("Notes", [80])
    for _ in range(3):
        with canvas.block():
            canvas.lay([Cell("a")], least=300)
    assert canvas.finish(page=Page()).page.breaks == (1, 2)


def test_wide_sheets_are_scaled_down() -> None:
    assert scale_of([200], Page()) < 0.8 < scale_of([100], Page()) <= 1


def test_paragraphs_of_a_text_take_rows_of_their_own() -> None:
    canvas = Canvas("Notes", [40])
    canvas.paragraph("one\n\ntwo\r\nthree", PROSE, lead="CS05: ")
    assert [canvas.cells[row, 0].content for row in range(canvas.row)] == ["CS05: one", "two", "three"]
