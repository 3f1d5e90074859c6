"""The KCC tab: valid, every callback there with the arguments Office passes, every button explained."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import xmlschema

from tests.macros.conftest import MACROS, SUBS, source

RIBBON = MACROS / "ribbon" / "customUI14.xml"
SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
ICONS = {
    *(
        "RefreshAll",
        "ErrorChecking",
        "TracePrecedents",
        "FileSaveAsPdfOrXps",
        "PasteValues",
        "FileNew",
        "FileOpen",
    ),
}
"""Names of commands of Excel, which are those of their pictures; a wrong one shows no picture."""


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(MACROS / "ribbon" / "customUI14.xsd")


def _buttons() -> list[ElementTree.Element]:
    return list(ElementTree.parse(RIBBON).iter(f"{SPACE}button"))


def test_the_tab_is_valid(schema: xmlschema.XMLSchema) -> None:
    schema.validate(RIBBON)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('onAction="KccRefresh"', 'onClick="KccRefresh"'), ('keytip="R"', 'keytip="RRRR"'), ("<group id", "<panel id"),
     ('size="large"', 'size="huge"'), ('id="kccCheck"', 'id="kccRefresh"'), (' screentip="Check data"', "")],
)  # fmt: skip
def test_the_schema_sees_faults(schema: xmlschema.XMLSchema, right: str, wrong: str) -> None:
    text = RIBBON.read_text(encoding="utf-8")
    assert right in text
    faulty = text.replace(right, wrong, 1)
    if wrong.startswith("<panel"):
        faulty = faulty.replace("</group>", "</panel>", 1)
    assert not schema.is_valid(faulty.partition("?>")[2])


def test_every_callback_is_a_sub_that_takes_what_office_passes() -> None:
    subs = dict(re.findall(r"^Sub (\w+)\((.*)\)$", source("KccRibbon"), re.MULTILINE))
    pressed = {button.get("onAction") for button in _buttons()}
    assert subs == {
        "KccTabVisible": "control As IRibbonControl, ByRef returnedVal",
        **{str(name): "control As IRibbonControl" for name in pressed},
    }
    assert 'getVisible="KccTabVisible"' in RIBBON.read_text(encoding="utf-8")


def test_the_tab_has_every_button_and_each_leads_to_its_own_sub() -> None:
    calls = dict(
        re.findall(r"^Sub (\w+)\(control As IRibbonControl\)\n    (\w+)\n", source("KccRibbon"), re.MULTILINE)
    )
    assert sorted(calls[str(button.get("onAction"))] for button in _buttons()) == sorted(SUBS.values())


def test_every_button_has_an_icon_of_office_and_says_what_it_does() -> None:
    for button in _buttons():
        assert button.get("imageMso") in ICONS
        assert len(button.get("supertip", "")) > 40
    assert len({button.get("keytip") for button in _buttons()}) == len(_buttons())
