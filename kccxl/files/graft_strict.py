"""Say a part in the words of a strict workbook: the same markup under other namespaces.

Source: ISO/IEC 29500-4, annex A (transitional and strict namespaces); 29500-1, 21.2.3 (percentages).
"""

from __future__ import annotations

import re

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
_STRICT_DRAWING = "http://purl.oclc.org/ooxml/drawingml/"
_WORDS = (
    (MAIN, STRICT_MAIN),
    (OFFICE, STRICT_OFFICE),
    *(
        (_DRAWING + word, _STRICT_DRAWING + word)
        for word in ("main", "chart", "spreadsheetDrawing", "picture")
    ),
)
_PERCENTAGES = re.compile(r'(<c:(?:gapWidth|overlap|depthPercent|hPercent) val="-?\d+)"')


def to_strict(text: str) -> str:
    """Return a part, or the type of a relationship, under the namespaces of strict workbooks.

    >>> to_strict('<c:gapWidth val="45"/>'), to_strict(OFFICE + "/chart")
    ('<c:gapWidth val="45%"/>', 'http://purl.oclc.org/ooxml/officeDocument/relationships/chart')
    """
    for word, strict in _WORDS:
        text = re.sub(re.escape(word) + r'(?=["/])|^' + re.escape(word) + "$", strict, text)
    return _PERCENTAGES.sub(r'\1%"', text)
