"""What stands above and beneath the chart of an indicator's page, and the table of its figures."""

import re
from datetime import date
from html import unescape

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.catalogue.models import Catalogue
from metrics.exports import citations
from metrics.markup import indicator_page
from metrics.wording import formatting
from tests.support import make

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def words(html: str) -> str:
    """The text of a piece of HTML as a reader sees it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


def only(*observations: make.Entry, **keys: object) -> tuple[Catalogue, Reading]:
    made = make.catalogue(make.indicator(*observations, **keys))
    (one,) = read_all(made, make.TODAY)
    return made, one


def test_why_it_matters_and_who_answers_stand_beneath_the_chart_and_are_escaped() -> None:
    reading = make.reading(make.figure(Q1, 26), why_it_matters="Each <b>move</b> is a new home.", owner="Head <i>A")
    html = indicator_page.said(reading)
    assert "<b>Why it matters.</b> Each &lt;b&gt;move&lt;/b&gt; is a new home." in html
    assert "<b>Who answers:</b> Head &lt;i&gt;A" in html
    assert "move" not in indicator_page.head(reading)


def test_what_is_not_known_has_no_line() -> None:
    html = indicator_page.said(make.reading(make.figure(Q1, 26)))
    for name in ("Why it matters", "Who answers", "Commentary", "Caution", "Also:"):
        assert name not in html


def test_a_term_leads_to_its_line_of_the_glossary_once() -> None:
    counted = [
        make.figure(f"{year}/{year - 1999} Q{n}", 26 + n, numerator=26 + n, denominator=100)
        for year in (2010, 2011, 2012)
        for n in (1, 2, 3, 4)
    ]
    html = indicator_page.said(make.reading(*counted))
    assert html.lower().count("usual range") > 1
    assert html.count('href="sources#term-usual-range"') == 1


def test_long_caution_shows_its_first_sentence_and_folds_the_rest() -> None:
    short = indicator_page.said(make.reading(make.figure(Q1, 26), caution="Read with care. Ages differ."))
    assert '<p class="caution"><b>Caution.</b> Read with care. Ages differ.</p>' in short
    long = indicator_page.said(make.reading(make.figure(Q1, 26), caution="Read with care. " + "Ages differ. " * 12))
    assert "<summary><b>Caution.</b> Read with care.</summary>Ages differ." in long


def test_whole_name_stands_beneath_a_short_heading_only() -> None:
    assert "whole-name" not in indicator_page.head(make.reading(make.figure(Q1, 26)))
    html = indicator_page.head(make.reading(make.figure(Q1, 26), short_name="NEET"))
    assert '<p class="whole-name">Not in education, employment or training</p>' in html


def test_figures_stand_newest_first_in_months_with_their_notes_and_their_source_folded_in_the_row() -> None:
    made, one = only(
        make.figure(Q4, "30.0", numerator=30, denominator=100, quote="30% in the previous quarter"),
        make.figure(Q1, 26, status="approximate"),
        make.revised(Q1, 27),
        make.predicted(Q2, 20),
        targets=[make.target(10, label="council target")],
        comparators=[make.comparator(Q4, 14), make.comparator(Q1, 16, group="all pupils", status="provisional")],
    )
    html = indicator_page.figures(made, one)
    rows = [words(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.DOTALL)]
    cited = "Ofsted, paragraph 1 Ofsted, Inspection report, 23 August 2013, paragraph 1"
    assert rows[0].startswith("July to September 2013 Medway 20% Predicted by: the virtual school Ofsted, paragraph 1")
    assert rows[1].startswith("April to June 2013 Medway 27% Revised Ofsted, paragraph 1")
    assert rows[2] == f"April to June 2013 Medway About 26% Since revised {cited}"
    assert rows[3] == f"January to March 2013 Medway 30.0% 30 of 100 {cited} “30% in the previous quarter”"
    assert rows[4].startswith("From 1 April 2011 Council target 10%")
    assert rows[5].startswith("April to June 2013 England, all pupils 16% Provisional")
    assert rows[6].startswith("January to March 2013 England 14%")


def test_long_groups_are_folded_and_the_councils_own_never() -> None:
    years = [f"{year}/{year - 1999} academic year" for year in range(2010, 2020)]
    others = [make.comparator(year, 14) for year in years]
    made, one = only(*(make.figure(year, 26) for year in years), comparators=others, frequency="academic year")
    html = indicator_page.figures(made, one)
    assert "<summary><h3>Other areas (10)</h3></summary>" in html
    assert "<h3>Medway’s figures</h3><table" in re.sub(r">\s+<", "><", html)


def test_hidden_figure_is_explained_once() -> None:
    made, one = only(make.figure(Q4, code="c"), make.figure(Q1, code="c"))
    html = words(indicator_page.figures(made, one))
    assert html.count("Not shown") == 3
    assert html.count("so that no child can be recognised") == 1


def test_words_of_a_report_stand_under_its_name_and_date_each_with_its_place() -> None:
    made, one = only(
        make.figure(Q1, 26),
        said=[make.said("still low", at="paragraph 42")],
        comparators=[make.comparator(Q1, words="below that of others", at="paragraph 10", note="Ages not said.")],
        targets=[make.target(words="the accepted level")],
    )
    html = indicator_page.comparisons(made, one.indicator)
    assert re.findall("<h2>(.*?)</h2>", html) == ["What Ofsted said in August 2013", "What legislation.gov.uk says"]
    found = words(html)
    assert "“still low” (paragraph 42)" in found
    assert "Beside England: “below that of others” (paragraph 10) Ages not said." in found
    assert "“the accepted level” (regulation 1)" in found


def test_source_is_a_link_where_its_web_address_is_known() -> None:
    sources = {
        **make.SOURCES,
        "report": {**make.SOURCES["report"], "url": "https://example.org/report?a=1&b=2"},
        "law": {**make.SOURCES["law"], "url": "javascript:alert(1)"},
    }
    made = make.catalogue(make.indicator(make.figure(Q1, 26), targets=[make.target(10)]), sources=sources)
    (one,) = read_all(made, make.TODAY)
    html = indicator_page.figures(made, one)
    assert '<a href="https://example.org/report?a=1&amp;b=2" rel="noopener">Ofsted, Inspection report' in html
    assert "javascript" not in html


@pytest.mark.parametrize("made", [make.whole(), make.inspected()], ids=["with published series", "as inspected"])
def test_nothing_that_is_cited_of_an_indicator_is_lost_on_its_page(made: Catalogue) -> None:
    lost, seen = [], 0
    for one in read_all(made, date(2026, 1, 1)):
        of = one.indicator
        page = words(indicator_page.figures(made, one) + indicator_page.comparisons(made, of))
        parts: list[str] = []
        for cited in citations.citations(made, of):
            place = cited.source.rpartition(", ")[2] if "“" in cited.figure else cited.source
            parts += [place, cited.quote or "", *cited.notes]
        every = (*of.observations, *of.own_series, *of.comparators, *of.targets)
        parts += [
            formatting.number(figure.value) for figure in every if figure.value is not None and of.unit != "grade"
        ]
        seen += len(parts)
        lost += [f"{of.id}: {part}" for part in parts if words(part).rstrip(".") not in page]
    assert lost == []
    assert seen > 400
