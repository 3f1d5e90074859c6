"""The worksheet functions of kccxl: the module that xlwings imports into Excel (`UDF Modules`)."""

from __future__ import annotations

from kccxl.excel.functions_activity import KCC_ACTIVITY, KCC_EXPECTED
from kccxl.excel.functions_budget import (
    KCC_BUDGET_RAG,
    KCC_CAST,
    KCC_VARIANCE,
    KCC_VARIANCE_PCT,
    KCC_VARIANCE_WORD,
)
from kccxl.excel.functions_figures import KCC_ISERROR, KCC_ROUND
from kccxl.excel.functions_periods import KCC_FY, KCC_QUARTER
from kccxl.excel.functions_rating import KCC_RAG, KCC_RAG_WHY
from kccxl.excel.functions_risk import KCC_RISK_BAND, KCC_RISK_SCORE
from kccxl.excel.functions_travel import KCC_DOT, KCC_TREND, KCC_YTD

__all__ = [
    "KCC_ACTIVITY",
    "KCC_BUDGET_RAG",
    "KCC_CAST",
    "KCC_DOT",
    "KCC_EXPECTED",
    "KCC_FY",
    "KCC_ISERROR",
    "KCC_QUARTER",
    "KCC_RAG",
    "KCC_RAG_WHY",
    "KCC_RISK_BAND",
    "KCC_RISK_SCORE",
    "KCC_ROUND",
    "KCC_TREND",
    "KCC_VARIANCE",
    "KCC_VARIANCE_PCT",
    "KCC_VARIANCE_WORD",
    "KCC_YTD",
]
