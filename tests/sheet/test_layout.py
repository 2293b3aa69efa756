"""Layout XML -> a tree of blocks: a closed vocabulary, and every slip named with its line."""

from __future__ import annotations

import pytest

from handouts.errors import LayoutError, Problem
from handouts.pdf.document import REGISTERED
from handouts.pdf.typesetter import ELEMENTS
from handouts.programme.phrase import Quantity
from handouts.programme.picture_key import ClinicPicture, DrawnPicture
from handouts.sheet.layout import PAGE, PAGES, Block, Run, parse_layout
from handouts.sheet.vocabulary import INLINE, VOCABULARY

NO_BOX = {"sheet", "header", "footer", "li", "also", "tr", "th", "td"}  # parts of others, not boxes of their own


def sheet(content: str) -> Block:
    """The block tree of a sheet with this content, which starts in line 2."""
    return parse_layout(f'<sheet lang="en" title="Sheet">\n{content}\n</sheet>', "layout mine")


def problem_of(content: str) -> Problem:
    """The one thing that is wrong with it."""
    with pytest.raises(LayoutError) as caught:
        sheet(content)
    (problem,) = caught.value.problems
    assert problem.file == "layout mine"
    return problem


# --- what is understood --------------------------------------------------------------------------------------


def test_a_sheet_is_a_tree_of_blocks_with_their_lines() -> None:
    tree = sheet('<section class="card">\n<h2 number="1">Clamshell</h2>\n<p>Lie down.</p>\n</section>')
    (section,) = tree.children
    assert (tree.tag, tree.get("lang"), tree.get("title")) == ("sheet", "en", "Sheet")
    assert (section.tag, section.get("class"), section.line) == ("section", "card", 2)
    assert [(block.tag, block.line, block.runs) for block in section.children] == [
        ("h2", 3, (Run("Clamshell"),)),
        ("p", 4, (Run("Lie down."),)),
    ]


def test_a_missing_attribute_reads_as_its_default() -> None:
    (block,) = sheet("<p>x</p>").children
    assert (block.get("class"), block.get("class", "body")) == ("", "body")


def test_bold_text_and_links_are_runs_of_their_own() -> None:
    (block,) = sheet('<p>See <b>our <a href="https://a.example/x">page</a></b> today</p>').children
    assert block.runs == (
        Run("See "),
        Run("our ", bold=True),
        Run("page", bold=True, href="https://a.example/x"),
        Run(" today"),
    )


def test_page_numbers_are_filled_in_later() -> None:
    (block,) = sheet("<p>Page <page/> of <pages/></p>").children
    assert "".join(run.text for run in block.runs) == f"Page {PAGE} of {PAGES}"


def test_an_amount_is_a_value_and_reads_as_words() -> None:
    (block,) = sheet('<p>hold for <b><amount number="8 to 10" unit="slow breaths"/></b>.</p>').children
    assert block.runs == (
        Run("hold for "),
        Run("8 to 10 slow breaths", bold=True, amount=Quantity("8 to 10", "slow breaths")),
        Run("."),
    )
    (block,) = sheet('<p><amount number="30" unit="秒" joined="yes"/></p>').children
    assert block.runs == (Run("30秒", amount=Quantity("30", "秒", joined=True)),)


def test_a_picture_names_a_position_of_a_figure_or_a_file() -> None:
    drawn = sheet('<picture exercise="cobra" position="2" mirrored="yes" alt="x"/>')
    filed = sheet('<section><picture file="lakeside/logo.svg" alt=""/></section>')
    assert drawn.children[0].picture == DrawnPicture("cobra", 2, mirrored=True)
    assert [block.picture for block in filed.walk()] == [None, None, ClinicPicture("lakeside/logo.svg")]


def test_white_space_folds_as_in_html() -> None:
    (block,) = sheet("<p>\n  Lie   <b> on </b>\n\tyour side. </p>").children
    assert "".join(run.text for run in block.runs) == "Lie on your side."


def test_a_no_break_space_is_kept() -> None:
    (block,) = sheet("<p>10\u00a0s</p>").children
    assert block.runs == (Run("10\u00a0s"),)


def test_escaped_characters_are_plain_text() -> None:
    (block,) = sheet("<p>a &lt; b &amp; c &gt; d &quot;e&quot; &#39;f&#39;</p>").children
    assert "".join(run.text for run in block.runs) == "a < b & c > d \"e\" 'f'"


def test_comments_are_left_out() -> None:
    assert sheet("<!-- a note for template writers --><p>x</p>").children[0].runs == (Run("x"),)


def test_every_element_of_the_vocabulary_can_be_set() -> None:
    assert REGISTERED
    assert set(ELEMENTS) == set(VOCABULARY) - NO_BOX


# --- what is refused -----------------------------------------------------------------------------------------

EXERCISE_AND_POSITION = "<picture> must name an exercise and the number of a position"
REFUSED = {
    "unknown-element": ("<p>x</p>\n<div>x</div>", 3, "<div> is not an element of the layout"),
    "unknown-inline": ("<p>\n<i>x</i></p>", 3, "<i> is not an element of the layout"),
    "markup-of-reportlab": ("<p>\n<para>x</para></p>", 3, "<para> is not an element of the layout"),
    "upper-case": ("<P>x</P>", 2, "<P> is not an element of the layout"),
    "unknown-attribute": ('<p style="x">x</p>', 2, "<p> has no attribute 'style'"),
    "unknown-inline-attribute": ('<p>\n<b class="x">x</b></p>', 3, "<b> has no attribute 'class'"),
    "missing-attribute": ("<table><tr><td>x</td></tr></table>", 2, "<table> needs the attribute 'widths'"),
    "missing-alternative-text": ('<picture file="x.png"/>', 2, "<picture> needs the attribute 'alt'"),
    "no-picture": ('<picture alt="x"/>', 2, "<picture> must name a figure or a file"),
    "two-pictures": (
        '<section>\n<picture file="x.png" exercise="cobra" position="1" alt="x"/></section>',
        3,
        "<picture> must name a figure or a file",
    ),
    "no-position": ('<picture exercise="cobra" alt="x"/>', 2, EXERCISE_AND_POSITION),
    "position-nought": ('<picture exercise="cobra" position="0" alt="x"/>', 2, EXERCISE_AND_POSITION),
    "position-in-words": ('<picture exercise="cobra" position="one" alt="x"/>', 2, EXERCISE_AND_POSITION),
    "only-mirrored": ('<picture mirrored="yes" alt="x"/>', 2, EXERCISE_AND_POSITION),
    "half-mirrored": (
        '<picture exercise="cobra" position="1" mirrored="no" alt="x"/>',
        2,
        "the attribute 'mirrored' of <picture> must be yes",
    ),
    "a-name-to-take-apart": ('<picture src="figure:cobra:1" alt="x"/>', 2, "<picture> has no attribute 'src'"),
    "amount-without-number": ('<p>\n<amount unit="seconds"/></p>', 3, "<amount> needs the attribute 'number'"),
    "amount-of-nothing": ('<p><amount number=" "/></p>', 2, "<amount> has no number"),
    "amount-half-joined": (
        '<p><amount number="10" joined="no"/></p>',
        2,
        "the attribute 'joined' of <amount> must be yes",
    ),
    "text-in-an-amount": ('<p><amount number="10">ten</amount></p>', 2, "text stands in <amount>"),
    "bold-in-an-amount": ('<p><amount number="10"><b/></amount></p>', 2, "<b> is not allowed in <amount>"),
    "text-in-a-page-number": ("<p><page>1</page></p>", 2, "text stands in <page>"),
    "stray-amount": ('<section><amount number="10"/></section>', 2, "<amount> stands outside a text"),
    "missing-href": ("<p>\n<a>x</a></p>", 3, "<a> needs the attribute 'href'"),
    "wrong-place": ("<li>x</li>", 2, "<li> is not allowed in <sheet>"),
    "block-in-text": ("<p>x\n<p>y</p></p>", 3, "<p> is not allowed in <p>"),
    "paragraph-in-columns": ('<columns widths="1"><p>x</p></columns>', 2, "<p> is not allowed in <columns>"),
    "sheet-in-sheet": ('<sheet lang="en" title="x"/>', 2, "<sheet> is not allowed in <sheet>"),
    "stray-text": ("<section>\n\nx</section>", 4, "text stands directly in <section>"),
    "stray-text-in-table": ('<table widths="1"><tr>\nx</tr></table>', 3, "text stands directly in <tr>"),
    "stray-text-before-an-element": ("<section>\nx\n\n<p>y</p></section>", 3, "text stands directly in <section>"),
    "stray-text-in-sheet": ("x", 2, "text stands directly in <sheet>"),
    "stray-bold": ("<section>\n<b>x</b></section>", 3, "<b> stands outside a text"),
    "stray-page-number": ("<page/>", 2, "<page> stands outside a text"),
    "script-link": ('<p><a href="javascript:x">x</a></p>', 2, "<a> leads to something that is not a web address"),
    "file-link": ('<p>\n<a href="file:///x">x</a></p>', 3, "<a> leads to something that is not a web address"),
    "mail-code": (
        '<qr href="mailto:x@y.example" alt="x"/>',
        2,
        "<qr> leads to something that is not a web address",
    ),
    "empty-link": ('<p><a href="">x</a></p>', 2, "<a> leads to something that is not a web address"),
    "not-closed": ("<p>x", 3, "is not well-formed XML (mismatched tag)"),
    "bare-ampersand": ("<p>R&D</p>", 2, "is not well-formed XML (not well-formed (invalid token))"),
    "attribute-twice": ('<p class="a" class="b">x</p>', 2, "is not well-formed XML (duplicate attribute)"),
    "unknown-entity": ("<p>\n&nbsp;</p>", 3, "is not well-formed XML (undefined entity)"),
    "processing": ("<?php x ?>", 2, "DOCTYPE, entities and processing instructions are not allowed"),
}


def test_a_slip_is_named_with_its_line() -> None:
    for name, (content, line, message) in REFUSED.items():
        problem = problem_of(content)
        assert (problem.line, problem.message) == (line, message), name


DOCUMENTS = {
    "doctype": '<!DOCTYPE sheet SYSTEM "file:///etc/passwd"><sheet lang="en" title="x"/>',
    "entities": '<!DOCTYPE sheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sheet lang="en" title="&b;"/>',
    "other-root": "<section/>",
    "html": "<html/>",
    "no-language": '<sheet title="x"/>',
    "no-title": '<sheet lang="en"/>',
    "two-roots": '<sheet lang="en" title="x"/><sheet lang="en" title="x"/>',
    "text-before": 'x<sheet lang="en" title="x"/>',
    "text-after": '<sheet lang="en" title="x"/>x',
    "inline-root": "<b>x</b>",
    "empty": "",
    "only-space": "\n",
    "cdata-outside": "<![CDATA[x]]>",
}


def test_what_is_not_one_sheet_is_refused() -> None:
    for name, xml in DOCUMENTS.items():
        try:
            parse_layout(xml, "layout mine")
        except LayoutError:
            continue
        pytest.fail(name)


HINTS = {
    "<sektion/>": "did you mean section?",
    '<p clas="x">x</p>': "did you mean class?",
    "<ul><p>x</p></ul>": "allowed here: also or li",
    "<li>x</li>": (
        "allowed here: columns, footer, h1, h2, h3, header, ol, p, picture, qr, scale, section, table or ul"
    ),
    "<p><section/></p>": "only text is allowed here",
    "<section>x</section>": "put it inside a <p>",
    "<qr href='x' alt='x'/>": "write https://…",
    "<picture alt=''/>": 'write exercise="clamshell" position="1", or file="lakeside/logo.svg"',
    '<p><amount number=""/></p>': 'write number="10"',
}


def test_a_slip_comes_with_its_fix() -> None:
    for content, hint in HINTS.items():
        assert problem_of(content).hint == hint


def test_no_inline_element_is_a_block_too() -> None:
    assert set(INLINE) & set(VOCABULARY) == set()
