"""How money is printed on the sheets: scale, decimals, negatives and the sign of variances, by the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kccxl.reports.money.settings import MoneySettings, Negatives
from kccxl.reports.money.visible import decimals_for, is_printed_nought, pounds_in_words
from kccxl.rules.rag import Rating
from kccxl.rules.rounding import Basis, on_basis, round_half_up, show
from kccxl.rules.variance import Effect, as_printed
from kccxl.sheets import styles
from kccxl.sheets.number_formats import money_format
from kccxl.sheets.sheet import Cell
from kccxl.sheets.styles import Style

NOT_AVAILABLE = "N/a"
_SHARE_DECIMALS = 1


def unit_caption(settings: MoneySettings, caption: str) -> str:
    """Return a column's caption with the unit its figures are printed in.

    >>> unit_caption(MoneySettings(), "Net budget")
    'Net budget £000s'
    """
    return f"{caption} {settings.shown.value}"


def shown(amount: Decimal, settings: MoneySettings) -> Decimal:
    """Return an amount of pounds in the unit it is printed in, every digit kept; what prints as 0.0 is 0.

    >>> shown(Decimal(-349700), MoneySettings()), shown(Decimal("-3"), MoneySettings())
    (Decimal('-349.7'), Decimal('0'))
    """
    return (
        in_unit(amount, settings)
        if on_basis(amount, settings.money_decimals, Basis.DISPLAYED)
        else Decimal(0)
    )


def in_unit(amount: Decimal, settings: MoneySettings) -> Decimal:
    """Return an amount of pounds in the unit it is printed in, every digit kept.

    >>> in_unit(Decimal("-3"), MoneySettings())
    Decimal('-0.003')
    """
    return Decimal(format(amount.scaleb(-settings.shown.power).normalize(), "f"))


def money_cell(
    amount: Decimal | None, settings: MoneySettings, *, total: bool = False, note: str = ""
) -> Cell:
    """Return the cell of an amount in pounds; without one it says ``N/a``."""
    if amount is None:
        return Cell(NOT_AVAILABLE, styles.TOTAL if total else styles.FIGURE, note=note)
    return Cell(shown(amount, settings), _style(total, _format(settings)), note=note)


def variance_cell(
    variance: Decimal | None,
    settings: MoneySettings,
    *,
    total: bool = False,
    note: str = "",
    seen: bool = False,
) -> Cell:
    """Return the cell of a variance held with kccxl's sign, printed with the sign of the settings.

    Where it must be ``seen``, for it bears a word, one that would print as 0.0 has as many decimals as show it.
    """
    printed = None if variance is None else as_printed(variance, settings.sign)
    return (exact_cell if seen else money_cell)(printed, settings, total=total, note=note)


def exact_cell(
    amount: Decimal | None, settings: MoneySettings, *, total: bool = False, note: str = ""
) -> Cell:
    """Return the cell of an amount in pounds that a colour hangs on, with as many decimals as show it."""
    if amount is None or not is_printed_nought(amount, settings):
        return money_cell(amount, settings, total=total, note=note)
    places = decimals_for(amount, settings)
    style = _style(total, money_format(places, brackets=settings.negatives is Negatives.BRACKETS))
    return Cell(in_unit(amount, settings), style, note=note)


def share_cell(share: Decimal | None, settings: MoneySettings, *, total: bool = False) -> Cell:
    """Return the cell of a variance in per cent of its budget, with the sign of the settings."""
    style = styles.TOTAL if total else styles.FIGURE
    if share is None:
        return Cell(NOT_AVAILABLE, style)
    rounded = round_half_up(as_printed(share, settings.sign), settings.rag_decimals)
    places = f".{'0' * settings.rag_decimals}" if settings.rag_decimals else ""
    return Cell(rounded.scaleb(-2) if rounded else Decimal(0), replace(style, number_format=f"0{places}%_M"))


def effect_cell(effect: Effect | None, *, total: bool = False) -> Cell:
    """Return the cell that says Adverse or Favourable, for nobody should have to know the sign."""
    word = {None: NOT_AVAILABLE, Effect.NONE: "–"}.get(effect, effect.value if effect else "")
    return Cell(word, replace(styles.WORD, bold=total, top_border=total))


def rating_cell(rating: Rating | None, *, total: bool = False) -> Cell:
    """Return the cell of a rating: the word, coloured by the sheet's rules; why stands in its note."""
    word = rating.rag.value if rating and rating.rag else NOT_AVAILABLE
    note = rating.reason if rating else ""
    return Cell(word, replace(styles.RAG_WORD, top_border=total), note=note)


def label_cell(label: str, *, total: bool = False, indent: int = 1) -> Cell:
    """Return the cell of a line's label."""
    return Cell(label, styles.TOTAL_LABEL if total else replace(styles.TEXT, indent=indent))


def in_words(amount: Decimal, settings: MoneySettings) -> str:
    """Return an amount as prose prints it, without its sign.

    >>> in_words(Decimal(-349700), MoneySettings()), in_words(Decimal(1200), MoneySettings())
    ('£349.7k', '£1.2k')
    """
    return pounds_in_words(amount.copy_abs(), settings)


def share_in_words(share: Decimal | None, settings: MoneySettings) -> str:
    """Return a percentage as prose prints it, without its sign.

    >>> share_in_words(Decimal("-2.449"), MoneySettings()), share_in_words(None, MoneySettings())
    ('2.4%', 'N/a')
    """
    if share is None:
        return NOT_AVAILABLE
    return show(share.copy_abs(), "%", settings.rag_decimals).replace(" %", "%")


def sign_in_words(settings: MoneySettings) -> str:
    """Say what the sign of a variance means on these sheets.

    >>> sign_in_words(MoneySettings())
    'Variances: + is an overspend (Adverse), - is an underspend (Favourable).'
    """
    plus, minus = "an overspend (Adverse)", "an underspend (Favourable)"
    if as_printed(Decimal(1), settings.sign) < 0:
        plus, minus = minus, plus
    less = "brackets" if settings.negatives is Negatives.BRACKETS else "-"
    return (
        f"Variances: + is {plus}, {less} is {minus}."
        if less == "-"
        else (f"Variances: a plain figure is {plus}, one in brackets is {minus}.")
    )


def money_texts(amounts: Sequence[Decimal | None], settings: MoneySettings) -> list[str]:
    """Return amounts as wide as they print, to measure a column by."""
    printed = [
        show(shown(amount, settings), "", settings.decimals) for amount in amounts if amount is not None
    ]
    return [f"({text})" if settings.negatives is Negatives.BRACKETS else text for text in printed]


@lru_cache(maxsize=64)
def _style(total: bool, number_format: str) -> Style:
    return replace(styles.TOTAL if total else styles.FIGURE, number_format=number_format)


def _format(settings: MoneySettings) -> str:
    return money_format(settings.decimals, brackets=settings.negatives is Negatives.BRACKETS)
