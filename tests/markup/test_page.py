"""What every page may have: the footer, problems of the data file, what has gone, the table and its key."""

from datetime import date
from html import unescape

import pytest

from metrics.catalogue.period import day_words
from metrics.catalogue.problems import Problem
from metrics.exports import chart_tables
from metrics.markup import elements, page
from tests.support.html_check import Checked, words
from tests.support.make import SOURCES, TODAY, catalogue, figure, indicator, revised

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"
EVIL, QUOTES = "<img src=x onerror=alert()>", "\"'><script>alert()</script>"


def test_problems_of_a_broken_file_are_escaped():
    html = page.file_problems((Problem(3, EVIL, QUOTES, EVIL),), stale=True)
    assert Checked(html).faults == []
    assert not {"img", "script"} & {tag for tag, _ in Checked(html).seen}
    assert EVIL in unescape(html)


def test_footer_names_the_publishers_of_the_catalogues_own_sources():
    foot = words(page.footer(catalogue(indicator(figure(Q1, 26))), TODAY, "2013/14 Q2", TODAY))
    assert "Source: Ofsted, legislation.gov.uk and Medway Council." in foot
    kent = {"report": {**SOURCES["report"], "publisher": "Kent County Council"}, "law": SOURCES["law"]}
    foot = page.footer(catalogue(indicator(figure(Q1, 26)), sources=kent), TODAY, "2013/14 Q2", TODAY)
    assert "Source:</b> Kent County Council and legislation.gov.uk." in foot
    assert "Ofsted" not in foot


def test_footer_of_an_indicator_names_only_what_it_cites_and_paper_says_when_it_was_read():
    made = catalogue(indicator(figure(Q4, 30), figure(Q1, 26)))
    foot = page.footer(made, TODAY, "2013/14 Q2", TODAY, made.indicators[0])
    assert "Source: Ofsted. The council has 2 figures of this: no trend is told." in words(foot)
    assert f"Read on {day_words(TODAY)}" in words(foot)
    assert Checked(foot).faults == []
    assert ("footer", {"role": "contentinfo"}) in Checked(foot).seen


def test_publisher_is_a_link_to_the_newest_of_its_publications_with_an_address():
    old = {**SOURCES["report"], "url": "https://example.org/old", "published": date(2012, 1, 1)}
    new = {**SOURCES["report"], "url": "https://example.org/new?a=1&b=2", "published": date(2013, 1, 1)}
    made = catalogue(indicator(figure(Q1, 26)), sources={"report": new, "old": old, "law": SOURCES["law"]})
    assert 'href="https://example.org/new?a=1&amp;b=2" rel="noopener"' in page.footer(made, None, "", TODAY)
    assert "example.org/old" not in page.footer(made, None, "", TODAY)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b", "www.x"]
)
def test_only_a_web_address_becomes_a_link(address):
    sources = {"report": {**SOURCES["report"], "url": address}}
    foot = page.footer(catalogue(indicator(figure(Q1, 26)), sources=sources), None, "", TODAY)
    assert Checked(foot).seen.count(("a", {"data-soft": None, "href": "sources"})) == foot.count("<a") == 1
    assert elements.source_link("Ofsted", address) == "Ofsted"


def test_contact_is_a_link_where_it_holds_an_address():
    assert elements.with_links("the hub, children's services") == elements.text("the hub, children's services")
    made = elements.with_links("Hub <b>, hub@medway.gov.uk, or https://medway.gov.uk/hub")
    assert made == (
        'Hub &lt;b&gt;, <a href="mailto:hub@medway.gov.uk" rel="noopener">hub@medway.gov.uk</a>, or '
        '<a href="https://medway.gov.uk/hub" rel="noopener">https://medway.gov.uk/hub</a>'
    )
    assert "<a" not in elements.with_links("javascript:alert(1)")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([1, 1, 2], "Half of the indicators or more have one figure only: of those no trend is told."),
        ([0, 2, 5, 40], "Half of the indicators or more have 5 figures or fewer: of those no trend is told."),
        ([11, 12], "Half of the indicators or more have 11 figures or fewer: of those no trend is told."),
        ([2, 12, 40], "Where a usual range is drawn, it tells what chance alone explains."),
        ([0], "The council has no figure of its own of this."),
        ([0, 0], "No indicator has a figure yet."),
    ],
)
def test_footer_speaks_of_few_figures_only_while_most_indicators_have_few(counts, told):
    many = [
        indicator(*(figure(str(1960 + year), 20) for year in range(count)), id=f"indicator-{place}")
        for place, count in enumerate(counts)
    ]
    assert told in words(page.footer(catalogue(*many), TODAY, "2013/14 Q2", TODAY))


def test_title_has_its_buttons_and_prints_only_where_that_was_made_for_paper():
    assert Checked(page.title("Trends <b>", printed=True)).faults == []
    assert words(page.title("Trends", printed=True)).split() == ["Trends", "Copy", "this", "link", "Print"]
    assert "Print" not in page.title("Trends")
    beside = page.title("NEET", beside="Indicator <16>")
    assert Checked(beside).faults == []
    assert "NEET Indicator <16> Copy" in " ".join(words(beside).split())


def test_problems_say_how_many_there_are_and_what_is_shown_meanwhile():
    one = (Problem(3, "neet", "twelve", "write a number"),)
    assert words(page.file_problems(one, stale=True)).startswith("The data file has 1 problem Below are the figures of")
    assert "There is no earlier version" in words(page.file_problems(one * 2, stale=False))
    assert "has 2 problems" in words(page.file_problems(one * 2, stale=False))


def test_what_has_gone_is_named_with_the_way_to_confirm_it():
    html = page.losses_notice(["the figure for 2013/14 Q1 is gone"])
    assert Checked(html).faults == []
    assert "1 thing that stood in the data file has gone or changed" in words(html)
    assert "The figure for 2013/14 Q1 is gone" in words(html)
    assert 'href="history"' in html


def test_key_of_a_table_explains_the_codes_and_markers_that_stand_in_it_alone():
    made = catalogue(indicator(figure(Q4, code="c"), figure(Q1, 26), revised(Q1, 27)))
    html = page.figures_table(chart_tables.table_behind_chart(made, made.indicators[0]), "Figures")
    key = words(html.partition("<div")[0])
    assert Checked(html).faults == []
    assert key == "[c] not shown, so that no child can be recognised; [r] revised"
    plain = catalogue(indicator(figure(Q1, 26)))
    table = chart_tables.table_behind_chart(plain, plain.indicators[0])
    assert page.figures_table(table, "Figures").startswith('<div class="scroll"')


def test_cautions_are_escaped_and_a_paragraph_each():
    html = page.caution_list([EVIL, "IT must set it right."])
    assert Checked(html).faults == []
    assert [tag for tag, _ in Checked(html).seen] == ["div", "p", "p"]
    assert words(html).endswith("IT must set it right.")
