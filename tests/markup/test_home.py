"""The home page's first screen: what it says, in which order, and what a chosen tile changes."""

import re

from markupsafe import Markup

from metrics.analysis.reading import Reading, look_first, read_all
from metrics.catalogue.models import Catalogue
from metrics.markup import home
from metrics.wording import headline, tiles
from tests.support.html_check import Checked, words
from tests.support.make import (
    INSPECTED,
    TODAY,
    catalogue,
    comparator,
    counted,
    figure,
    indicator,
    inspected,
    said,
    target,
)

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"


def readings(*indicators: dict) -> list[Reading]:
    return read_all(catalogue(*indicators), TODAY)


def report() -> list[Reading]:
    made: Catalogue = inspected()
    return read_all(made, INSPECTED)


def cards(html: str) -> list[str]:
    found = re.search(r'<section class="ask-first".*?<ol>(.*?)</ol>', html, re.DOTALL)
    return re.findall(r"<li>.*?</li>", found[1], re.DOTALL) if found else []


def ids(html: str) -> list[str]:
    return [re.findall(r"indicator\?id=([a-z0-9-]+)", card)[0] for card in cards(html)]


def test_judgements_stand_in_one_strip_with_their_date_once_and_the_earlier_grade():
    html = home.first_screen(report(), {})
    strip = re.findall(r'<li class="grade(\d)">(.*?)</li>', html)
    assert [grade for grade, _ in strip] == ["4", "3", "4", "4", "4"]
    assert words(strip[0][1]) == "Overall effectiveness Inadequate (adequate in August 2011, earlier framework)"
    assert words(html).count("July 2013") == 1


def test_earlier_grade_is_said_to_be_of_an_earlier_framework_only_after_a_break():
    judged = indicator(
        figure("31 August 2011", 3), figure("July 2013", 4), theme="judgements", unit="grade", frequency="inspection"
    )
    html = home.first_screen(readings(judged), {})
    assert "adequate in 31 August 2011" in words(html)
    assert "earlier framework" not in html


def test_first_screen_goes_from_the_finding_over_judgements_and_tiles_to_cards_and_movements():
    html = home.first_screen(
        report(), {}, fresh="All is in.", published="<p>The other voice</p>", asked="What was asked"
    )
    order = [
        *("All is in.", headline.headline(report())),
        *(
            'class="judgements"',
            "The other voice",
            ">What was asked</a>",
            'class="filters"',
            'class="ask-first"',
            'class="moved"',
        ),
    ]
    places = [html.index(part) for part in order]
    assert places == sorted(places)


def test_cards_are_those_to_look_at_first_in_that_order_and_what_has_no_card_is_counted():
    html = home.first_screen(report(), {})
    assert ids(html) == [one.indicator.id for one in look_first(report())][: home.CARDS]
    many = readings(*(indicator(figure(Q1, 26), id=f"m{i}", targets=[target(10)]) for i in range(11)))
    shown = home.first_screen(many, {})
    assert len(cards(shown)) == 8
    assert re.findall(r'class="(after\d)">([^<]+)', shown) == [
        ("after6", "and 5 more below"),
        ("after8", "and 3 more below"),
    ]


def test_card_has_name_figure_period_in_months_one_tag_chart_question_and_who_answers():
    one = indicator(
        figure(Q1, 26), targets=[target(10)], said=[said()], ask="Who is without a place?", owner="Head of the school"
    )
    (card,) = cards(home.first_screen(readings(one), {"neet": Markup('<img src="data:,x" alt="Chart">')}))
    assert words(card).replace("  ", " ") == (
        "Not in education, employment or training 26% target missed April to June 2013 "
        "Ask: Who is without a place? Answers: Head of the school"
    )
    assert card.count('class="tag') == 1
    assert '<img src="data:,x" alt="Chart">' in card


def test_card_of_an_indicator_for_which_nobody_answers_names_nobody():
    (card,) = cards(home.first_screen(readings(indicator(figure(Q1, 26), said=[said()])), {}))
    assert "Answers" not in card


def test_a_tag_is_filled_only_where_it_is_tested_or_a_legal_duty_is_missed():
    duty = readings(indicator(figure(Q1, 26), targets=[target(10, kind="statutory duty")]))
    tested = readings(indicator(counted(Q4, 9, 42), counted(Q1, 29, 42)))
    missed = readings(indicator(figure(Q1, 26), targets=[target(10)]))
    untested = readings(indicator(figure(Q4, 20), figure(Q1, 26)))
    behind = readings(indicator(figure(Q1, 26), comparators=[comparator(Q1, 20)]))
    quoted = readings(indicator(figure(Q1, 26), said=[said()]))
    tags = [re.findall(r'class="tag ([a-z ]+)"[^>]*>([^<]+)', home.first_screen(one, {}))[0] for one in (duty, tested)]
    assert tags[0] == ("worse tested", "legal duty missed")
    assert tags[1][0] == "worse tested"
    for one in (missed, untested, behind, quoted):
        assert not re.search(r'class="tag [a-z ]*\btested', home.first_screen(one, {}))
    assert "Ofsted’s concern" in home.first_screen(quoted, {})


def test_tag_tells_who_points_at_it_why_the_indicator_is_looked_at():
    quoted = home.first_screen(readings(indicator(figure(Q1, 26), said=[said("still low")])), {})
    assert 'title="The report: “still low”"' in quoted


def test_tiles_are_links_that_count_the_state_they_lead_to():
    html = home.first_screen(report(), {})
    links = re.findall(r'href="\./\?show=(\w+)" data-keeps="(\w+)".*?<b class="count">(\d+)</b>', html)
    assert [(show, keeps) for show, keeps, _ in links] == [(key, key) for key in tiles.TILES]
    for show, _, count in links:
        assert len(home.carded(report(), show)) == int(count)


def test_chosen_tile_changes_the_cards_says_so_and_offers_the_way_back():
    html = home.first_screen(report(), {}, "behind")
    assert ids(html) == ["five-good-gcses"]
    assert re.findall(r"show=(\w+)\"[^>]*aria-current", html) == ["behind"]
    assert '<h2 id="ask-first" tabindex="-1">1 indicator worse than England</h2>' in html
    assert 'data-shown="behind"' in html
    assert re.search(r'href="\./" data-keeps="">Show all', html)
    assert 'class="moved"' not in html


def test_chosen_state_without_indicators_says_that_there_is_none():
    html = home.first_screen(report(), {}, "worse")
    assert "None: no indicator is in this state." in words(html)
    assert cards(html) == []


def test_unknown_choice_shows_all():
    assert home.first_screen(report(), {}, "unheard of") == home.first_screen(report(), {})


def test_what_moved_has_the_figures_and_how_sure_it_is():
    html = home.first_screen(report(), {})
    strip = words(html[html.index('class="moved"') :])
    for part in ("30% to 26%", "53 to 46 weeks", "14 to 12 children", "moved the right way, not tested"):
        assert part in strip
    assert "improving" not in strip


def test_first_screen_without_anything_to_look_at_is_well_formed_and_has_no_cards():
    html = home.first_screen(readings(indicator(figure(Q1, 26))), {})
    assert Checked(html).faults == []
    assert cards(html) == []
    assert Checked(home.first_screen([], {})).faults == []
