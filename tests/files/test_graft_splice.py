"""Splicing: what is not replaced stays, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RefusedFile, UnreadableFile
from kccxl.files.graft_splice import SharedPart, walk, with_prefix

PART = """<?xml version='1.0' encoding='{}'?>
<!-- by hand --><x:a xmlns:x="urn:a" xmlns:y='urn:b' y:Ignorable="z" b='1 &gt; "0"'><x:b/><x:b
 n="1"  m='2'></x:b><![CDATA[<x:b/>]]>é€<x:c >&amp;</x:c ></x:a><?end?>
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-15", "windows-1252"]
)
def test_every_encoding_comes_back(encoding: str) -> None:
    content = PART.format("utf-16" if "16" in encoding else encoding.removesuffix("-sig")).encode(encoding)
    part = SharedPart(content, "a.xml", "plan.xlsx")
    assert part.result() == content
    one, other, third = part.root.children
    assert (part.root.prefix, one.local, third.local) == ("x:", "b", "c")
    part.append(one, "<x:in/>")
    part.set_attribute(other, "m", '"3"')
    part.set_attribute(part.root, "new", "1")
    part.insert_before(third, "<x:before/>")
    part.insert_after(third, "<x:after/>")
    part.append(part.root, "<x:last>ü</x:last>")
    wanted = (
        PART.replace("<x:b/><x:b\n", "<x:b><x:in/></x:b><x:b\n")
        .replace("m='2'", 'm="&quot;3&quot;"')
        .replace("'1 &gt; \"0\"'>", '\'1 &gt; "0"\' new="1">')
        .replace("<x:c >&amp;</x:c >", "<x:before/><x:c >&amp;</x:c ><x:after/>")
        .replace("</x:a>", "<x:last>ü</x:last></x:a>")
    )
    declared = "utf-16" if "16" in encoding else encoding.removesuffix("-sig")
    assert part.result() == wanted.format(declared).encode(encoding)


NAME = st.sampled_from(["a", "b", "x:c", "numFmts"])
VALUE = st.text(
    st.characters(
        codec="utf-8", max_codepoint=0xD7FF, exclude_characters="<&\"'", exclude_categories=["Cc", "Cs"]
    ),
    max_size=5,
)


@st.composite
def tree(draw: st.DrawFn, depth: int = 3) -> str:
    name, quote = draw(NAME), draw(st.sampled_from("\"'"))
    attributes = "".join(
        f" {key}{draw(st.sampled_from(['=', ' = ']))}{quote}{value}{quote}"
        for key, value in draw(st.dictionaries(st.sampled_from(["n", "m", "y:o"]), VALUE)).items()
    )
    children = draw(st.lists(tree(depth - 1), max_size=3)) if depth else []
    text = draw(VALUE)
    if not children and not text and draw(st.booleans()):
        return f"<{name}{attributes} />"
    return f"<{name}{attributes}>{text}{''.join(children)}</{name}>"


@given(tree())
def test_nodes_are_where_they_are_said_to_be(markup: str) -> None:
    content = f"<r>{markup}</r>".encode()
    part = SharedPart(content, "a.xml", "plan.xlsx", depth=9)
    for node in walk(part.root):
        assert part.text(node).startswith(f"<{node.name}".encode())
        assert part.text(node).endswith(b">")
        assert SharedPart(part.text(node), "a.xml", "plan.xlsx", depth=9).root.attributes == node.attributes
    assert part.result() == content


@given(tree(), st.data())
def test_insertions_only_insert(markup: str, data: st.DataObject) -> None:
    content = f"<r>{markup}</r>".encode()
    part = SharedPart(content, "a.xml", "plan.xlsx", depth=9)
    node = data.draw(st.sampled_from(list(walk(part.root))))
    part.append(node, "<NEW/>")
    again = SharedPart(part.result(), "a.xml", "plan.xlsx", depth=9)
    names = [one.name for one in walk(again.root)]
    assert [name for name in names if name != "NEW"] == [one.name for one in walk(part.root)]
    assert names.count("NEW") == 1


def test_prefixes_in_scope() -> None:
    part = SharedPart(
        b'<a xmlns:r="urn:1"><b xmlns:r="urn:2" xmlns:q="urn:1"><c/></b></a>', "a.xml", "plan.xlsx"
    )
    inner = part.root.children[0].children[0]
    assert inner.prefix_of("urn:1") == "q:"
    assert inner.prefix_of("urn:2") == "r:"
    assert part.root.prefix_of("urn:1") == "r:"
    assert part.root.prefix_of("urn:2") is None


@pytest.mark.parametrize(
    "content", [b"", b"no xml", b"<a><b></a>", b"<a>", b"<?xml version='1.0' encoding='x-odd'?><a/>"]
)
def test_broken_parts_are_told(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"plan\.xlsx"):
        SharedPart(content, "a.xml", "plan.xlsx")


@pytest.mark.parametrize(
    "content", [b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", b"<!DOCTYPE a SYSTEM 'http://x'><a/>"]
)
def test_entities_are_refused(content: bytes) -> None:
    with pytest.raises(RefusedFile, match="DOCTYPE"):
        SharedPart(content, "a.xml", "plan.xlsx")


def test_prefixes_are_given_to_elements_only() -> None:
    assert with_prefix('<a b="c"><d/>e &lt;f</a>', "x:") == '<x:a b="c"><x:d/>e &lt;f</x:a>'
    assert with_prefix("<a/>", "") == "<a/>"


def test_an_empty_element_is_opened_once_for_all_that_is_appended() -> None:
    part = SharedPart(b"<a><x:b  n='1' /></a>", "a.xml", "plan.xlsx")
    for markup in ("<c/>", "<d/>"):
        part.append(part.root.children[0], markup)
    part.set_attribute(part.root.children[0], "m", "2")
    assert part.result() == b"""<a><x:b  n='1' m="2" ><c/><d/></x:b></a>"""
