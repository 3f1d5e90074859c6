"""How much room a text takes in Arial, so that a wrapped text gets a row high enough, in merged cells too.

Spreadsheets never fit the height of a merged cell, and a file carries the heights it was written with.
Widths are those of the Helvetica metrics (Adobe Core 14 fonts), which Arial shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from kccxl.sheets.styles import Style

_DIGIT_PIXELS = 7  # the widest digit of Arial 10 at 96 dots to the inch; column widths count in it
_PADDING_PIXELS = 5
_POINTS_A_PIXEL = 0.75
_CAUTION = 0.93  # screens round each letter to whole pixels, which can make a line longer than it prints
_INDENT = 7  # points
_LEADING = 1.28
_BOLD = 1.08
_HIGHEST_ROW = 409.0

_WIDTHS = {
    222: "ijl'‘’",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    355: '"“”',
    389: "*",
    469: "^",
    500: "Jckqsvxyz",
    556: "0123456789#$?_abdeghnopuL£€–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_OF_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_LATIN, _WIDE = 600, 1000

# not behind a shortened word, nor before a small letter
_SENTENCE_END = re.compile(
    r"""(?<!\be\.g)(?<!\bi\.e)(?<!\b(?:Mr|Ms|Dr|St|No|cf|vs))(?<!\b(?:Mrs|Nos))(?<!\b[A-Z])"""
    r"""[.!?…]["'”’)]*\s+(?=[^\sa-z])"""
)


def text_width(text: str, style: Style) -> float:
    """Return how wide one line is, in points.

    >>> round(text_width("0000000000", Style(size=10)), 1)
    55.6
    """
    return _letters(text) * _scale(style)


@lru_cache(maxsize=8192)
def _letters(text: str) -> int:
    """The width of a text in thousandths of the size of its letters: whole numbers, so that widths may be added."""
    return sum([_OF_LETTER.get(letter, _LATIN if letter < "\u2000" else _WIDE) for letter in text])


def _scale(style: Style) -> float:
    return style.size * (_BOLD if style.bold else 1) / 1000


def column_points(width: float) -> float:
    """Return how wide a column of so many characters is, in points.

    >>> column_points(10)
    56.25
    """
    return int(width * _DIGIT_PIXELS + _PADDING_PIXELS) * _POINTS_A_PIXEL


def column_for(text: str, style: Style) -> float:
    """Return the column width, in characters, that shows a text on one line.

    >>> column_for("£1,234,567", Style()) > 9
    True
    """
    points = text_width(text, style) / _CAUTION + style.indent * _INDENT
    return ceil((points / _POINTS_A_PIXEL + _PADDING_PIXELS) / _DIGIT_PIXELS * 2) / 2


def wrap(text: str, width: float, style: Style) -> list[str]:
    r"""Break a text into the lines that fit ``width`` points, at blanks where there are any.

    >>> wrap("one two\nthree", 50, Style())
    ['one two', 'three']
    """
    room = max(width - style.indent * _INDENT - 4, style.size) * _CAUTION
    return [line for part in text.split("\n") for line in _wrap_line(part, room, style)]


def _wrap_line(text: str, room: float, style: Style) -> list[str]:
    lines, line, width, scale = [], "", 0, _scale(style)
    for word in text.split(" "):
        longer = width + _letters(" ") + _letters(word) if line else _letters(word)
        if longer * scale <= room:
            line, width = f"{line} {word}" if line else word, longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room, style)
        width = _letters(line)
        lines += full
    return [*lines, line]


def _pieces(word: str, room: float, style: Style) -> list[str]:
    """Cut a word longer than the line, as a spreadsheet does with a web address."""
    pieces, piece, width, scale = [], "", 0, _scale(style)
    for letter in word:
        width += _letters(letter)
        if piece and width * scale > room:
            pieces.append(piece)
            piece, width = "", _letters(letter)
        piece += letter
    return [*pieces, piece]


def text_height(text: str, width: float, style: Style) -> float:
    """Return how high a row must be to show a text in a cell ``width`` points wide.

    >>> text_height("short", 90, Style(wrap=True)) < text_height("a text that wraps", 60, Style(wrap=True))
    True
    """
    lines = len(wrap(text, width, style)) if style.wrap else 1
    return min(lines * style.size * _LEADING + 5, _HIGHEST_ROW)


def in_pieces(text: str, width: float, style: Style, *, most_lines: int = 20) -> list[str]:
    r"""Divide a text that no row could hold into pieces, at its paragraphs or else where a sentence ends.

    >>> in_pieces("a\nb\nc", 100, Style(), most_lines=2)
    ['a\nb', 'c']
    >>> in_pieces("It rains. It pours. It snows.", 60, Style(), most_lines=2)
    ['It rains. It pours.', 'It snows.']
    """
    pieces: list[str] = []
    piece: list[str] = []
    for part in _short_parts(text.split("\n"), width, style, most_lines):
        if piece and len(wrap("\n".join([*piece, part]), width, style)) > most_lines:
            pieces.append("\n".join(piece))
            piece = []
        piece.append(part)
    return [*pieces, "\n".join(piece)]


def _short_parts(parts: Iterable[str], width: float, style: Style, most_lines: int) -> Iterable[str]:
    for part in parts:
        short = ""
        for sentence in _sentences(part):
            if short and len(wrap(short + sentence.rstrip(), width, style)) > most_lines:
                yield short.rstrip()
                short = ""
            short += sentence
        *full, short = _in_lines(short.rstrip(), width, style, most_lines)
        yield from full
        yield short


def _in_lines(text: str, width: float, style: Style, most_lines: int) -> list[str]:
    """Divide what no sentence divides, after a word."""
    lines = wrap(text, width, style)
    return [" ".join(lines[start : start + most_lines]) for start in range(0, len(lines), most_lines)]


def _sentences(text: str) -> list[str]:
    """Divide a text behind each sentence, with the blanks that follow it.

    >>> _sentences("It cost £1.5m, e.g. for Mr. Hill. He left.")
    ['It cost £1.5m, e.g. for Mr. Hill. ', 'He left.']
    """
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    return [
        text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if text[start:end]
    ]
