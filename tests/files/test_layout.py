"""What is read from a sheet's XML, spelt in all the ways that writers spell it."""

from __future__ import annotations

from typing import Any

import pytest

from kccxl.errors import UnreadableFile
from kccxl.files.extents import measure_plain
from kccxl.files.read import read_workbook
from kccxl.tables.grid import Area

STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0&quot; days&quot;"/>'
    '<numFmt numFmtId="171" formatCode="GENERAL"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="10"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/>'
    '<xf numFmtId="171"/></cellXfs>'
    '<dxfs><dxf><numFmt numFmtId="9" formatCode="wrong"/></dxf></dxfs></styleSheet>'
)


def styled(make: Any, rows: str, **around: str) -> Any:
    """Read one sheet that has styles."""
    parts = make.plain_parts(rows, **around)
    parts["xl/styles.xml"] = STYLES.replace("<styleSheet>", f'<styleSheet xmlns="{MAIN}">')
    parts["xl/_rels/workbook.xml.rels"] = make.relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
    )
    return read_workbook(make.file(parts))[0]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def test_formats_by_number_and_by_code(make: Any) -> None:
    row = "".join(f'<c r="{letter}1" s="{style}"><v>1</v></c>' for style, letter in enumerate("ABCDE"))
    grid = styled(make, f'<row r="1">{row}</row>')
    assert grid.formats == {(0, 1): "0%", (0, 2): "mm-dd-yy", (0, 3): '0.0" days"'}


@pytest.fixture(params=["small", "a ledger"])
def any_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small sheets are taken apart, those of a ledger's size only measured; an officer hears of the same cells."""
    if request.param != "small":
        monkeypatch.setattr("kccxl.files.layout.LARGE", 0)


@pytest.mark.usefixtures("any_size")
def test_formulas_without_a_result(make: Any) -> None:
    grid = styled(
        make,
        '<row r="1"><c r="A1"><f>B1*2</f></c><c r="B1"><f>1</f><v></v></c><c r="C1"><f>2</f><v/></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1" '
        't="str"><f>X</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2&amp;"x"</f></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/></c></row>',
        after="<headerFooter><oddHeader>Page 1</oddHeader></headerFooter>",
    )
    assert grid.uncached == {
        (0, 0): "B1*2",
        (0, 1): "1",
        (0, 2): "2",
        (0, 5): "X",
        (1, 0): 'B2&"x"',
        (2, 0): 'B2&"x"',
    }


@pytest.mark.usefixtures("any_size")
def test_errors_even_those_excel_does_not_know(make: Any) -> None:
    grid = styled(
        make,
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><f>NA()</f><v>#N/A</v></c>'
        '<c r="C1" t="e"><v>Err:508</v></c><c r="D1" t="e"><v>#SPILL!</v></c><c r="E1"><v>5</v></c></row>',
    )
    assert grid.faults == {(0, 0): "#REF!", (0, 1): "#N/A", (0, 2): "Err:508", (0, 3): "#SPILL!"}
    assert list(grid.rows[0]) == [None, None, None, None, 5]
    assert not grid.uncached


@pytest.mark.parametrize(
    ("cell", "faulty"),
    [
        ('<c r="B7"><f>A1*2</f></c>', True),
        ('<c r="B7"><f>A1*2</f><v/></c>', True),
        ('<c r="B7" s="3"><f>A1*2</f><v></v></c>', True),
        ('<c r="B7"><f t="shared" si="0"/></c>', True),
        ('<c r="B7" t="e"><f>1/0</f><v>#DIV/0!</v></c>', True),
        ('<c r="B7" t="e"><v>#N/A</v></c>', True),
        ('<c r="B7"><f>A1*2</f><v>24</v></c>', False),
        ('<c r="B7"><f t="shared" si="0"/><v>0</v></c>', False),
        ('<c r="B7" t="s"><v>5</v></c>', False),
    ],
)
def test_a_faulty_cell_is_noticed_wherever_the_pieces_of_its_sheet_part(cell: str, faulty: bool) -> None:
    plain = '<row r="6"><c r="A6"><v>1</v></c><c r="B6" t="s"><v>2</v></c></row>'
    sheet = f'<sheetData>{plain}<row r="7">{cell}<c r="C7"><v>3</v></c></row></sheetData>'.encode()
    for cut in range(1, len(sheet)):
        measure = measure_plain([sheet[:cut], sheet[cut:]])
        assert measure is not None
        assert measure.faulty is faulty, sheet[:cut]


def test_hidden_lines_and_merged_areas(make: Any) -> None:
    grid = styled(
        make,
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="true"/><row r="3" hidden="0"/>'
        '<row r="4" ht="0"/><row r="5" ht="0.75"/>',
        before='<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="7" '
        'max="7" width="9"/>'
        '<col min="3" max="4" hidden="true"/></cols>',
        after='<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="B4:B5"/></mergeCells>',
    )
    assert grid.hidden_rows == {0, 1, 3}
    assert grid.hidden_columns == {1, 2, 3, 4}
    assert grid.merged == (Area(0, 0, 1, 2), Area(3, 1, 4, 1))


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_any_prefix_strict_or_not_any_target(make: Any, namespace: str, target: str) -> None:
    parts = make.plain_parts()
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{namespace}"><x:sheetData><x:row r="2" hidden="1"><x:c r="B2" '
        's="1"><x:v>0.5</x:v></x:c>'
        '<x:c r="C2"><x:f>1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )
    parts["xl/styles.xml"] = (
        STYLES.replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:styleSheet>", f'<x:styleSheet xmlns:x="{namespace}">')
    )
    parts["xl/_rels/workbook.xml.rels"] = make.relations(
        ("rId1", "worksheet", target), ("rId2", "styles", "/xl/styles.xml")
    )
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        if namespace == STRICT:
            parts[part] = (
                parts[part]
                .replace(MAIN, STRICT)
                .replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            )
    grid = read_workbook(make.file(parts))[0]
    assert grid.at(1, 1) == 0.5
    assert grid.formats == {(1, 1): "0%"}
    assert grid.uncached == {(1, 2): "1"}
    assert grid.hidden_rows == {1}


def test_cells_without_a_reference_follow_each_other(make: Any) -> None:
    grid = styled(
        make, '<row><c><v>1</v></c><c t="e"><v>#NUM!</v></c></row><row r="4"><c s="1"><v>2</v></c></row>'
    )
    assert grid.at(0, 0) == 1
    assert grid.faults == {(0, 1): "#NUM!"}
    assert grid.at(3, 0) == 2
    assert grid.formats == {(3, 0): "0%"}


def test_a_sparkline_is_no_formula(make: Any) -> None:
    grid = styled(
        make,
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        after='<extLst><ext xmlns:xm="urn:x"><xm:f>Data!A1:A9</xm:f></ext></extLst>',
    )
    assert not grid.uncached


def test_a_ledger_keeps_its_values_only(make: Any) -> None:
    many = range(1, 130_001)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}"><f>A{n}</f><v>{n * 1.5}</v></c></row>'
        for n in many
    )
    grid = styled(make, rows)
    assert grid.height == 130_000
    assert grid.at(129_999, 1) == 195_000
    assert not grid.formats
    assert not grid.uncached


@pytest.mark.parametrize(
    "row", ['<row r="1"><c r="A1"><v>1</v>', '<row r="1"><c r="XFE1"><v>1</v></c></row>', '<row r="0"/>',
            '<row r="1"><c r="A1048577"><v>1</v></c></row>', '<row r="1"><c r="$A$1"><v>1</v></c></row>',
            '<row r="1"><c r="A1" t="s"><v>7</v></c></row>', '<row r="x"/>']
)  # fmt: skip
def test_a_garbled_sheet_is_called_damaged(make: Any, row: str) -> None:
    with pytest.raises(UnreadableFile, match=r"'plan.xlsx' is damaged: .*Open and Repair"):
        read_workbook(make.sheet(row))
