"""Colours: legible on their fills, and apart without colour."""

from __future__ import annotations

import pytest

from kccxl.sheets import styles
from kccxl.sheets.styles import Style

NAMED = {name: style for name, style in vars(styles).items() if isinstance(style, Style)}


def channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]


def luminance(colour: str) -> float:
    linear = [
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels(colour)
    ]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def grey(colour: str) -> float:
    return sum(weight * each for weight, each in zip((0.299, 0.587, 0.114), channels(colour), strict=True))


@pytest.mark.parametrize("name", NAMED)
def test_text_stands_out_from_its_fill(name: str) -> None:
    style = NAMED[name]
    assert contrast(style.colour, style.fill or "FFFFFF") >= 4.5


@pytest.mark.parametrize("name", NAMED)
def test_text_stands_out_when_printed_in_greyscale(name: str) -> None:
    style = NAMED[name]
    fill, text = (f"{round(grey(each) * 255):02X}" * 3 for each in (style.fill or "FFFFFF", style.colour))
    assert contrast(text, fill) >= 4.5


def test_the_three_colours_differ_in_greyscale() -> None:
    red, green, amber = (grey(style.fill) for style in (styles.RED, styles.GREEN, styles.AMBER))
    assert green - red > 0.2
    assert amber - green > 0.2


@pytest.mark.parametrize("name", NAMED)
def test_no_text_is_smaller_than_nine_points(name: str) -> None:
    assert NAMED[name].size >= 9
