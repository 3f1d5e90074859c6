"""Number formats that print a figure with unit, decimals and any mark, and leave the cell a number."""

from __future__ import annotations

from decimal import Decimal

_CURRENCIES = frozenset("£$€")
_PLAIN = frozenset({"", "number"})
_SCALES = {"": 0, "k": 1, "m": 2, "bn": 3}
_LONGEST = 255


def number_format(unit: str = "", decimals: int = 0, scale: str = "", mark: str = "") -> str:
    """Return the format of a figure; ``decimals`` count after the scale (``£6.5m`` has one).

    Thousands are divided by commas at the end of the format, so the cell keeps the whole number. A per cent
    figure must be stored as a fraction (0.95).

    >>> number_format("%", 1), number_format("£", 1, "m"), number_format("days", mark="*")
    ('0.0%', '£#,##0.0,,"m"', '#,##0" days*"')
    """
    places = "." + "0" * decimals if decimals > 0 else ""
    unit = unit.strip()
    if unit == "%":
        found = f"0{places}%{_literal(mark)}"
    else:
        digits = f"#,##0{places}{',' * _SCALES[scale]}{_literal(scale)}"
        if unit in _CURRENCIES:
            found = f"{unit}{digits}{_literal(mark)}"
        elif unit.lower() in _PLAIN:
            found = f"{digits}{_literal(mark)}"
        else:
            found = f"{digits}{_literal(f' {unit}{mark}')}"
    return found if len(found) <= _LONGEST else f"#,##0{places}"


def money_format(decimals: int = 1, *, brackets: bool = False) -> str:
    """Return the format of an amount whose unit stands in its caption, padded on the right.

    With ``brackets`` the digits of positive and negative figures stay in line.

    >>> money_format(1), money_format(0, brackets=True)
    ('#,##0.0_M', '#,##0_)_M;(#,##0)_M')
    """
    digits = f"#,##0{'.' + '0' * decimals if decimals > 0 else ''}"
    return f"{digits}_)_M;({digits})_M" if brackets else padded(digits)


def padded(number_format: str) -> str:
    """Return a format that leaves the width of an M free on the right, for figures and for words.

    Unlike an indent, every spreadsheet program keeps it: LibreOffice 7 drops the right indent of a cell
    whose neighbour has another format.

    >>> padded("0%"), padded("General")
    ('0%_M', 'General_M;-General_M;General_M;@_M')
    """
    if number_format == "General":
        return "General_M;-General_M;General_M;@_M"
    return f"{number_format}_M"


def marked_text(mark: str) -> str:
    """Return the format that shows a mark behind a word, and leaves the cell holding the word alone.

    >>> marked_text("†")
    'General;General;General;@" †"'
    """
    return f"General;General;General;@{_literal(f' {mark}')}" if mark else "General"


def stored(value: Decimal, unit: str) -> Decimal:
    """Return what a cell must hold for the format to print it: a per cent figure is stored as a fraction.

    >>> stored(Decimal("95.5"), "%"), stored(Decimal(7), "days")
    (Decimal('0.955'), Decimal('7'))
    """
    if unit.strip() != "%":
        return value
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, int(exponent) - 2))


def _literal(text: str) -> str:
    """Quote a text; a quotation mark cannot stand inside quotes and is escaped on its own."""
    if not text:
        return ""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
