"""What every page may have: the footer, problems of the data file, what has gone, the table and its key."""

from html import unescape

import pytest

from metrics.catalogue.problems import Problem
from metrics.exports import chart_tables
from metrics.markup import page
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
    foot = words(page.footer(catalogue(indicator(figure(Q1, 26))), TODAY, "2013/14 Q2"))
    assert "Source: Ofsted, legislation.gov.uk and Medway Council; every figure" in foot
    kent = {"report": {**SOURCES["report"], "publisher": "Kent County Council"}, "law": SOURCES["law"]}
    foot = page.footer(catalogue(indicator(figure(Q1, 26)), sources=kent), TODAY, "2013/14 Q2")
    assert "Source:</b> Kent County Council and legislation.gov.uk;" in foot
    assert "Ofsted" not in foot
    assert "23 August" not in foot


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([1, 1, 2], "but half of the indicators or more have only a single figure, so a difference can be chance"),
        (
            [0, 2, 5, 40],
            "but half of the indicators or more have only 5 figures or fewer, so a difference can be chance",
        ),
        ([11, 12], "but half of the indicators or more have only 11 figures or fewer"),
        ([2, 12, 40], "and where limits are drawn they tell what chance alone explains"),
        ([0], "and no indicator has a figure yet"),
    ],
)
def test_footer_speaks_of_few_figures_only_while_most_indicators_have_few(counts, told):
    many = [
        indicator(*(figure(str(1960 + year), 20) for year in range(count)), id=f"indicator-{place}")
        for place, count in enumerate(counts)
    ]
    foot = words(page.footer(catalogue(*many), TODAY, "2013/14 Q2"))
    assert f"can be checked in its source, {told}" in foot
    assert ("no trend is claimed" in foot) == told.startswith("but")


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
