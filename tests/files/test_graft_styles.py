"""Styles are merged without doubles, whoever wrote those that are there."""

from __future__ import annotations

import re

import pytest

from kccxl.errors import RefusedFile
from kccxl.files import graft_styles
from kccxl.files.graft_chart import spell_out
from kccxl.files.graft_metadata import EMPTY, enter_dynamic_array
from kccxl.files.graft_sheet import Fitting, fit_shapes, fit_sheet
from kccxl.files.graft_splice import SharedPart, walk
from kccxl.files.graft_styles import DEPTH, StyleMap, merge_styles, normal_font
from kccxl.files.graft_titles import NewNames, rename_in_formula

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OURS = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0;-0.0"/></numFmts>
<fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><color rgb="FF1F3864"/><name
 val="Arial"/><family val="2"/><scheme val="minor"/></font></fonts><fills count="3"><fill>
<patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">
<fgColor rgb="FFABCDEF"/><bgColor
 indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>
<diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="2"><xf numFmtId="0"
 fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1"
 applyAlignment="1"><alignment horizontal="left" wrapText="1"/></xf></cellXfs><dxfs count="1"><dxf><font><b/><color
 rgb="FF000000"/></font><fill><patternFill><bgColor rgb="FF26B863"/></patternFill></fill></dxf></dxfs></styleSheet>"""

# the same, as Excel writes it when it saves: other order, defaults put in and left out, strokes in the format
SAVED = f"""<styleSheet xmlns="{MAIN}" xmlns:mc="urn:mc" mc:Ignorable="x14ac" xmlns:x14ac="urn:ac">
<numFmts count="2"><numFmt
 numFmtId="170" formatCode="yyyy"/><numFmt numFmtId="171" formatCode="0.0;\\-0.0"/></numFmts>
<fonts count="2" x14ac:knownFonts="1">
<font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>
<font><b val="1"/><i
 val="0"/><sz val="10"/><name val="Arial"/><color rgb="ff1f3864"/><family val="2"/></font></fonts>
<fills count="3"><fill><patternFill
 patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill>
<patternFill patternType="solid"><fgColor
 rgb="FFABCDEF"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1">
<border diagonalUp="0"><left/><right/>
<top/><bottom/><diagonal/></border></borders><cellStyleXfs count="2">
<xf numFmtId="9" fontId="0" fillId="0" borderId="0"/><xf
 numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">
<xf numFmtId="0" fontId="0" fillId="0"
 borderId="0" xfId="1"/>
<xf numFmtId="171" fontId="1" fillId="2" borderId="0" xfId="1" applyNumberFormat="1" applyFont="1"
 applyFill="1" applyAlignment="1"><alignment horizontal="left" vertical="bottom" wrapText="true"/></xf>
</cellXfs><cellStyles
 count="2"><cellStyle name="Percent" xfId="0" builtinId="5"/>
<cellStyle name="Standard" xfId="1" builtinId="0"/></cellStyles>
<dxfs count="1"><dxf><font><color rgb="FF000000"/><b/></font><fill><patternFill>
<bgColor rgb="FF26B863"/></patternFill></fill></dxf>
</dxfs><tableStyles count="0"/><extLst><ext uri="kept"/></extLst></styleSheet>"""


def opened(text: str) -> SharedPart:
    return SharedPart(text.encode(), "xl/styles.xml", "plan.xlsx", depth=DEPTH)


def merged(target: str) -> tuple[StyleMap, str]:
    part = opened(target)
    return merge_styles(part, opened(OURS), {0, 1}, {0}), part.result().decode()


def test_what_excel_wrote_anew_is_known_again() -> None:
    styles, after = merged(SAVED)
    assert after == SAVED
    assert (styles.formats, styles.overlays) == ({0: 0, 1: 1}, {0: 0})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rgb="ff1f3864"', 'rgb="ff1f3865"'),
        ('<b val="1"/>', ""),
        ('rgb="FFABCDEF"', 'rgb="FFABCDEE"'),
        (r'formatCode="0.0;\-0.0"', 'formatCode="0.0"'),
        ('wrapText="true"', 'wrapText="0"'),
        ('applyFill="1"', 'applyFill="0"'),
        ('applyFill="1"', 'quotePrefix="1"'),
        ('xfId="1" applyNumberFormat', 'xfId="0" applyNumberFormat'),
    ],
)
def test_what_looks_otherwise_is_added(old: str, new: str) -> None:
    target = SAVED.replace(old, new, 1)
    assert target != SAVED
    styles, after = merged(target)
    assert styles.formats[1] == 2
    assert '<cellXfs count="3">' in after
    again = opened(after)
    assert merge_styles(again, opened(OURS), {0, 1}, {0}) == styles
    assert again.result().decode() == after


def test_the_parent_of_new_formats_is_the_workbooks_normal() -> None:
    _, after = merged(SAVED.replace('rgb="ff1f3864"', 'rgb="ff1f3865"'))
    assert re.search(r'<xf numFmtId="171" fontId="2" fillId="2" borderId="0" xfId="1"', after)


def test_an_empty_style_sheet_keeps_its_first_format_plain() -> None:
    styles, after = merged(graft_styles.EMPTY)
    assert styles.formats == {0: 0, 1: 1}
    order = re.findall(r"<(numFmts|fonts|fills|borders|cellXfs|dxfs) ", after)
    assert order == ["numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"]
    assert "gray125" in after
    assert normal_font(opened(after)) == ("Calibri", 11)
    assert merged(after)[1] == after


@pytest.mark.parametrize("empty", ['<dxfs count="0"/>', "<dxfs count='0'></dxfs>", "<dxfs/>", ""])
def test_empty_and_missing_lists_are_filled(empty: str) -> None:
    target = re.sub(r"<dxfs.*</dxfs>", empty, SAVED, flags=re.DOTALL)
    styles, after = merged(target)
    assert styles.overlays == {0: 0}
    assert re.search(r"</cellStyles>\s*<dxfs.*</dxf>\s*</dxfs>\s*<tableStyles", after, re.DOTALL)


def test_a_full_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graft_styles, "MOST_FORMATS", 2)
    with pytest.raises(RefusedFile, match="as many cell formats as Excel allows"):
        merged(SAVED.replace('rgb="ff1f3864"', 'rgb="ff1f3865"'))


def test_sheets_are_renumbered_everywhere() -> None:
    sheet = (
        '<worksheet><sheetView tabSelected="1"/><cols><col min="1" width="9.7109375" style="1"/></cols><row r="1" s="1" '
        'customFormat="1"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1" cm="1"><f>1</f></c></row>'
        '<cfRule dxfId="0" priority="1"/>'
    )
    fitted = fit_sheet(
        sheet, ["<t>s=&quot;2&quot; dxfId=</t>"], Fitting(StyleMap({1: 11, 2: 12}, {0: 7}), 9, 3)
    )
    assert fitted == (
        '<worksheet><sheetView/><cols><col min="1" width="7.5546875" style="11"/></cols><row r="1" s="11" customFormat="1">'
        '<c r="A1" s="12" t="inlineStr"><is><t>s=&quot;2&quot; dxfId=</t></is></c><c r="B1" cm="3"><f>1</f></c></row>'
        '<cfRule dxfId="7" priority="1"/>'
    )


def test_blocks_of_shapes_are_moved_together() -> None:
    text = '<o:idmap v:ext="edit" data="1,2"/><v:shape id="_x0000_s1025"/><v:shape id="_x0000_s2049"/>'
    assert fit_shapes(text, {2, 4}) == (
        '<o:idmap v:ext="edit" data="1,3"/><v:shape id="_x0000_s1025"/><v:shape id="_x0000_s3073"/>'
    )


RICH = f"""<x:metadata xmlns:x="{MAIN}" xmlns:r="urn:rich"><x:metadataTypes count="1">
<x:metadataType name="XLRICHVALUE"/>
</x:metadataTypes><x:futureMetadata name="XLRICHVALUE" count="1"><x:bk><x:extLst/></x:bk>
</x:futureMetadata><x:valueMetadata
 count="1"><x:bk><x:rc t="1" v="0"/></x:bk></x:valueMetadata></x:metadata>"""


@pytest.mark.parametrize("text", [RICH, EMPTY])
def test_dynamic_arrays_are_entered_once_beside_others(text: str) -> None:
    part = SharedPart(text.encode(), "xl/metadata.xml", "plan.xlsx", depth=7)
    assert enter_dynamic_array(part) == 1
    after = part.result().decode()
    order = [
        one
        for one in re.findall(r"<(?:x:)?(\w+)[ >]", after)
        if one in ("futureMetadata", "cellMetadata", "valueMetadata")
    ]
    assert order == sorted(order, key=["futureMetadata", "cellMetadata", "valueMetadata"].index)
    kinds = re.findall(r'Type name="(\w+)"', after)
    assert f'<{"x:" * (text is RICH)}rc t="{kinds.index("XLDAPR") + 1}" v="0"/>' in after
    again = SharedPart(part.result(), "xl/metadata.xml", "plan.xlsx", depth=7)
    assert enter_dynamic_array(again) == 1
    assert again.result() == part.result()


def test_a_chart_that_says_all_stays_as_it_is() -> None:
    lines = b"<c:lineChart><c:ser><c:val/></c:ser></c:lineChart>"
    chart = b'<c:chart xmlns:c="c"><c:title/><c:plotArea>' + lines + b"</c:plotArea></c:chart>"
    said = spell_out(chart)
    assert said == (
        b'<c:chart xmlns:c="c"><c:title><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea>'
        b'<c:lineChart><c:varyColors val="0"/><c:ser><c:val/><c:smooth val="0"/></c:ser></c:lineChart></c:plotArea>'
        b'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
    )
    assert spell_out(said) == said


@pytest.mark.parametrize(
    ("formula", "renamed"),
    [
        ("=Data!A1", "='Data (2)'!A1"),
        ("='data'!A1+DATA!B2", "='Data (2)'!A1+'Data (2)'!B2"),
        ("=SUM(Data:Last!A1)", "=SUM('Data (2):Last'!A1)"),
        ("='It''s'!A1", "='It''s 2'!A1"),
        ('="Data!A1"&MyData!A1', '="Data!A1"&MyData!A1'),
        ("=[1]Data!A1", "=[1]Data!A1"),
        ("='[x.xlsx]Data'!A1", "='[x.xlsx]Data'!A1"),
        ("=SUM(Sales[Amount])+Sales2[x]", "=SUM(Sales_2[Amount])+Sales2[x]"),
        ("=Sales", "=Sales"),
    ],
)
def test_formulas_follow_new_names(formula: str, renamed: str) -> None:
    assert (
        rename_in_formula(formula, NewNames({"Data": "Data (2)", "It's": "It's 2"}, {"Sales": "Sales_2"}))
        == renamed
    )


def fonts_shown(text: str) -> list[str]:
    """The font of each cell format, as it is spelled."""
    part = opened(text)
    fonts, formats = part.root.first("fonts"), part.root.first("cellXfs")
    assert fonts
    assert formats
    return [part.text(fonts.children[node.number("fontId")]).decode() for node in formats.children]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_format_that_asks_for_a_font_that_is_not_there_does_not_get_ours(prefix: str) -> None:
    theirs = (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="9"/><name val="Verdana"/></font></fonts>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="3" fillId="0" borderId="2"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="3" fillId="0" borderId="2" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0"/></cellXfs></styleSheet>'
    )
    if prefix:
        theirs = re.sub(r"<(/?)(?=\w)", r"<\1x:", theirs).replace("xmlns=", "xmlns:x=")
    styles, after = merged(theirs)
    theirs_now, ours = fonts_shown(after)[:2], fonts_shown(after)[styles.formats[1]]
    assert all("Verdana" in font and "FF1F3864" not in font for font in theirs_now)
    assert "FF1F3864" in ours
    root = opened(after).root
    held = {group.local: len(group.children) for group in root.children}
    assert held == {
        "fonts": 5,
        "fills": 4,
        "borders": 3,
        "cellStyleXfs": 1,
        "cellXfs": 3,
        "dxfs": 1,
        "numFmts": 1,
    }
    assert {node.name.rpartition(":")[0] for node in walk(root)} == {prefix[:-1]}
    again = merged(after)
    assert again == (styles, after)


def test_a_font_far_beyond_the_last_is_not_made_up() -> None:
    asking = SAVED.replace('fontId="1" fillId="2"', 'fontId="900000000" fillId="2"')
    assert len(opened(merged(asking)[1]).root.children[1].children) == 2


def test_a_number_that_a_format_asks_for_in_vain_is_not_given_away() -> None:
    theirs = SAVED.replace('numFmtId="171" fontId', 'numFmtId="172" fontId').replace("171", "164")
    theirs = theirs.replace('formatCode="0.0;\\-0.0"', 'formatCode="0.000"').replace('"170"', '"171"')
    _, after = merged(theirs)
    assert after.count('numFmtId="172"') == theirs.count('numFmtId="172"') == 1
    assert '<numFmt numFmtId="173" formatCode="0.0;-0.0"/>' in after


def test_a_number_that_excel_keeps_for_a_format_may_be_defined_as_another() -> None:
    ours = OURS.replace('numFmtId="164" fontId', 'numFmtId="10" fontId')
    theirs = SAVED.replace(
        '<numFmt\n numFmtId="170" formatCode="yyyy"/>', '<numFmt numFmtId="10" formatCode="yyyy"/>'
    )
    part = opened(theirs)
    merge_styles(part, opened(ours), {1}, set())
    after = part.result().decode()
    assert '<numFmt numFmtId="172" formatCode="0.00%"/>' in after
    assert re.search(r'<xf numFmtId="172" [^>]*xfId="1"', after)
    # defined as what it means anyway it is used as it is
    part = opened(theirs.replace('formatCode="yyyy"', 'formatCode="0.00%"'))
    merge_styles(part, opened(ours), {1}, set())
    assert part.result().decode().count("0.00%") == 1


def test_an_empty_style_sheet_is_filled_in_the_order_of_the_schema() -> None:
    styles, after = merged(f'<styleSheet xmlns="{MAIN}" xml:space="preserve"/>')
    names = [node.local for node in opened(after).root.children]
    assert names == ["numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"]
    assert styles.formats == {0: 0, 1: 1}
    assert after.endswith("</styleSheet>")
