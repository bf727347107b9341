"""The PDF keeps PDF/UA-1 and PDF/A-2a by a reader that is not ours, and says all that the screen says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import page
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.analysis.reading import read_all
from metrics.catalogue import panel_record
from metrics.catalogue.load import parse
from metrics.catalogue.panel_record import NONE
from metrics.pack import pdf
from metrics.pack.contents import Choice
from metrics.pack.printable import printable
from metrics.wording.briefing import briefing
from tests.support import make, ordinary_quarters
from tests.support.make import catalogue, figure, indicator
from tests.support.packs import DAY, EVERYTHING, Made, made
from tests.support.panel import MAIN, a_year, challenge, exception, record
from tests.support.pdf_text import bare, children, fonts, opened, tags, text

NO_FIGURE = catalogue(indicator())
MANY = catalogue(
    *(indicator(figure("2013/14 Q1", n % 100), id=f"i-{n}", name=f"Number {n}", number=n + 1) for n in range(200))
)


def failures(content: bytes) -> list[tuple[str, str, str]]:
    """What page-validation finds wrong by both standards."""
    return [
        (profile, one.rule_id, one.message)
        for profile in ("ua1", "2a")
        for one in page.validate_pdf_bytes(content, profile=profile).failures
    ]


def scope(cell: Any) -> str:
    """Of what a cell is the header."""
    given = list(cell.A) if isinstance(cell.A, pikepdf.Array) else [cell.A]
    return next(str(one.Scope) for one in given if "/Scope" in one)


@pytest.fixture(scope="module")
def everything() -> Made:
    return made(make.whole(), panel_record.parse(a_year(), MAIN))


@pytest.fixture(scope="module")
def whole(everything: Made) -> pikepdf.Pdf:
    return opened(everything.pdf)


def test_all_of_the_report_keeps_both_standards(everything: Made) -> None:
    assert failures(everything.pdf) == []


@pytest.mark.parametrize("main", [catalogue(indicator(figure("2013/14 Q1", 26))), NO_FIGURE, catalogue(), MANY])
def test_one_indicator_none_and_two_hundred_keep_both_standards(main) -> None:
    for choice in (EVERYTHING, Choice()):
        assert failures(pdf.pdf(made(main, choice=choice).pack, {}, DAY)) == []


@pytest.mark.parametrize("data", ["shipped", "thirteen quarters"])
def test_all_that_the_screen_tells_of_every_indicator_is_on_paper(data: str) -> None:
    one = made(make.whole() if data == "shipped" else parse(ordinary_quarters.replayed(2)[0]))
    said = text(opened(pdf.pdf(one.pack, {}, DAY)))
    for reading in read_all(one.catalogue, DAY):
        told = briefing(reading)
        if not reading.awaiting:
            for words in (told.name, told.headline, told.caution, told.commentary, told.ask, told.answers, told.sure):
                assert bare(words) in said, reading.indicator.id
            for part in told.parts:
                assert bare(f"{part.label}: {part.words}.") in said, reading.indicator.id
    for words in (one.pack.finding, one.pack.counts_sentence, one.pack.published):
        assert bare(words[1:]) in said
    for tile in one.pack.counts:
        assert bare(f"{tile.count} {tile.words} {tile.worth}") in said


def test_language_title_bookmarks_and_fonts_are_in_it(everything: Made, whole: pikepdf.Pdf) -> None:
    assert whole.Root.Lang == "en-GB"
    assert whole.open_metadata()["dc:title"] == everything.pack.title
    assert whole.Root.ViewerPreferences.DisplayDocTitle
    with whole.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:4] == ["Summary", "What the panel asked", "Exceptions and actions", "Since the last meeting"]
    assert fonts(whole)
    assert all(fonts(whole).values())
    assert {re.sub(r"^\w+\+|-.*", "", name.strip("/")) for name in fonts(whole)} == {"LiberationSans"}


def test_every_chart_has_its_words_and_stands_behind_its_heading(everything: Made, whole: pikepdf.Pdf) -> None:
    drawn = [block for block in everything.pack.blocks if everything.charts[block.reading.indicator.id]]
    assert [str(one.Alt) for one in tags(whole, "Figure")] == [printable(block.alt) for block in drawn]
    names = [str(one.S) for one in tags(whole)]
    assert all("/H3" in names[max(at - 6, 0) : at] for at, name in enumerate(names) if name == "/Figure")


def test_rows_and_columns_of_every_table_are_headed(whole: pikepdf.Pdf) -> None:
    assert {scope(one) for one in tags(whole, "TH")} == {"/Row", "/Column"}
    for body in tags(whole, "TBody"):
        for row in children(body):
            cells = children(row)
            assert (str(cells[0].S), scope(cells[0])) == ("/TH", "/Row")
            assert all(cell.S == "/TD" for cell in cells[1:])


def test_every_page_says_which_meeting_figures_and_standing(everything: Made, whole: pikepdf.Pdf) -> None:
    count = len(whole.pages)
    for number, single in enumerate(whole.pages, 1):
        alone = pikepdf.new()
        alone.pages.append(single)
        said = text(alone, artifacts=True)
        assert bare(everything.pack.about) in said
        assert bare(f"page {number} of {count}") in said


def test_a_block_that_is_longer_than_a_page_loses_nothing() -> None:
    name = "A name as long as the rules let it be " * 4
    main = catalogue(
        indicator(
            figure("2013/14 Q1", 26, commentary="Words of the officer. " * 300 + "The end."),
            name=name.strip(),
            caution="With care. " * 200,
        )
    )
    one = made(main)
    said = text(opened(one.pdf))
    assert bare(one.pack.blocks[0].briefing.commentary) in said
    assert bare(name) in said


def test_typst_markdown_and_html_come_out_as_the_letters_they_are() -> None:
    odd = r'#panic("x") *b* _i_ $x$ `c` <b> @ref // /* \u{41} = ~ -- --- "q" http://a.b [link](c) #{1+1} &amp;'
    kept = record(challenges=[challenge(1, asked=odd)], exceptions=[exception(2, cause=odd, action=odd)])
    main = catalogue(indicator(figure("2013/14 Q1", 26, commentary=odd), name=odd[:60], caution=odd, owner=odd))
    one = made(main, kept)
    assert failures(one.pdf) == []
    said = text(opened(one.pdf))
    assert said.count(bare(odd)) >= 6
    assert bare(odd[:60]) in said


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_no_text_stops_a_pack(words: str) -> None:
    shown = made(catalogue(indicator(figure("2013/14 Q1", 26))))
    block = shown.pack.blocks[0]
    told = replace(block, briefing=replace(block.briefing, commentary=words, name=words))
    content = pdf.pdf(replace(shown.pack, blocks=(told,), title=words), {}, DAY)
    assert failures(content) == []


def test_the_same_pack_gives_the_same_bytes() -> None:
    one = made(MAIN, NONE)
    assert one.pdf == made(MAIN, NONE).pdf
