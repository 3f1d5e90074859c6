"""Amounts whose sign stands in a word behind them: ``1,200 CR``, ``460 F``, ``910 (adverse)``."""

from __future__ import annotations

import re

_WORDS = (
    "cr|dr|credits?|debits?|adv|adverse|fav|favourable|over|under|o/s|u/s|over ?spen[dt]|under ?spen[dt]|"
    "surplus|deficit|pressure|saving|income"
)
_AMOUNT = re.compile(
    rf"[^a-z]*\d[\d,.]*(?:(?i:[km]|bn)\b)?\)? ?(?:(?i:cr|dr)\b.*|[-–(]? ?[AFOU]\b\.?\)?[*†‡]*|\D*?\b(?i:{_WORDS})\b.*)",
    re.DOTALL,
)


def has_sign_word(text: str) -> bool:
    """Whether a text is an amount with a word behind it that may turn its sign.

    >>> [has_sign_word(text) for text in ("1,200.00 CR", "£460k F", "910 (net underspend)", "£1.2m", "43.1*", "12 posts")]
    [True, True, True, False, False, False]
    """
    return bool(_AMOUNT.fullmatch(" ".join(text.split())))
