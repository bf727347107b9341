"""The scorecard's HTML, and that no text of the data file can become markup anywhere."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from markupsafe import Markup

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.suppression import suppress
from metrics.catalogue.models import Catalogue
from metrics.exports import chart_tables
from metrics.markup import elements, home, indicator_page, method_page, page, published, scorecard
from metrics.wording import freshness
from tests.support.html_check import Checked, words
from tests.support.make import (
    INSPECTED,
    ORGANISATION,
    SOURCES,
    THEMES,
    TODAY,
    catalogue,
    comparator,
    counted,
    figure,
    hub,
    indicator,
    inspected,
    predicted,
    said,
    target,
    whole,
)
from tests.support.quarterly import STEADY, quarters

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def readings(*indicators: dict, **top: Any) -> list[Reading]:
    return read_all(catalogue(*indicators, **top), TODAY)


def rows(html: str) -> dict[str, str]:
    """The rows of the themes' tables: indicator id -> HTML."""
    body = html.partition("<details")[0]
    found = re.findall(r'<tr role="row"><th scope="row".*?</tr>', body, re.DOTALL)
    named = [(re.search(r"indicator\?id=([a-z0-9-]+)", row), row) for row in found]
    assert len({match[1] for match, _ in named if match}) == len(found), "an indicator has two rows"
    return {match[1]: row for match, row in named if match}


def cell(row: str, name: str) -> str:
    found = re.search(rf'<td role="cell" class="{name}">(.*?)</td>', row, re.DOTALL)
    assert found is not None
    return words(found[1])


def pieces(made: Catalogue, today: date = TODAY) -> Iterator[tuple[str, str]]:
    """Every piece of HTML that the product makes of a catalogue."""
    found = read_all(made, today)
    for show in (*scorecard.FILTERS, "unheard of"):
        yield f"first screen {show}", home.first_screen(found, {}, show, fresh=freshness.freshness_words(made, today))
        yield f"tables {show}", scorecard.theme_tables(found, {}, show)
    for one in found:
        id, table = one.indicator.id, chart_tables.table_behind_chart(made, one.indicator)
        yield f"{id} head", indicator_page.head(one)
        yield f"{id} said", indicator_page.said(one, editor=True)
        yield f"{id} published", published.section(made, one)
        yield f"{id} about", indicator_page.about(one)
        yield f"{id} comparisons", indicator_page.comparisons(made, one.indicator)
        yield f"{id} figures", indicator_page.figures(made, one)
        yield f"{id} neighbours", indicator_page.previous_and_next(found, one)
        yield f"{id} table", page.figures_table(table, one.indicator.name)
    yield "footer", page.footer(made, TODAY, "2013/14 Q2", TODAY)
    for name in ("source_list", "other_numbers", "cautions", "method", "glossary", "accessibility"):
        yield name, getattr(method_page, name)(made)
    for name in ("how_much", "symbols", "dictionary"):
        yield name, getattr(method_page, name)()


# ---- the HTML itself ---------------------------------------------------------------------------------


def test_the_check_of_tags_notices_what_does_not_balance():
    assert Checked("<p><b>x</b></p><br>").faults == []
    for html in ("<p><b>x</p></b>", "<p>", "</p>", '<p class="a" class="b"></p>'):
        assert Checked(html).faults != []


def test_every_piece_of_html_of_the_real_file_is_well_formed():
    faults = [f"{name}: {fault}" for name, html in pieces(inspected(), INSPECTED) for fault in Checked(html).faults]
    assert faults == []


def test_headings_and_labels_of_the_scorecard_have_ids_that_stand_once():
    found = read_all(inspected(), INSPECTED)
    seen = Checked(home.first_screen(found, {}) + scorecard.theme_tables(found, {})).seen
    ids = [attributes["id"] for _, attributes in seen if attributes.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {attributes["aria-labelledby"] for _, attributes in seen if attributes.get("aria-labelledby")}
    assert labelled <= set(ids)


EVIL = "<img src=x onerror=alert()>"
QUOTES = "\"'><script>alert()</script>"


@pytest.mark.parametrize("evil", [EVIL, QUOTES, "&lt;b&gt;", "</td></tr></table><h1>"])
def test_no_text_of_the_data_file_becomes_markup(evil):
    made = hostile(evil)
    plain = hostile("h" * len(evil))  # as long: a longer sentence is folded elsewhere
    for (name, html), (_, expected) in zip(pieces(made), pieces(plain), strict=True):
        assert Checked(html).faults == [], name
        tags, wanted = ([tag for tag, _ in Checked(piece).seen] for piece in (html, expected))
        assert tags == wanted, f"{name} holds markup of the file"
        assert evil not in html or name in HARMLESS, name


HARMLESS = {"how_much", "symbols", "dictionary"}


def hostile(evil: str) -> Catalogue:
    """A catalogue with this text in every field that takes any text."""
    told = {"note": evil, "at": evil}
    others = [
        comparator(Q1, 20, area=f"England {evil}", model=evil, statistic="mean", **told),
        comparator(Q1, 58, group=evil, comparable="no", why=evil, quote=evil, **told),
        comparator(Q1, words=evil, group="not stated", area=evil, **told),
    ]
    goals = [
        target(10, label=evil, tolerance={"value": 1, "source": "law", "at": evil}, **told),
        target(words=evil, since=None, **told),
    ]
    texts = {
        "name": evil + " name",
        "short_name": evil,
        "definition": evil,
        "caution": evil,
        "owner": evil,
        "note": evil,
        "standard": {"words": evil, "source": "law", "at": evil},
        "said": [said(evil, "worse", at=evil)],
        "comparators": others,
        "targets": goals,
        "own_series": [figure(Q1, 31, group=evil, comparable="partly", why=evil, quote=evil, **told)],
    }
    grade = {"unit": "grade", "comparators": [], "targets": [], "own_series": []}
    signed = {"status": "revised", "by": evil, "on": date(2013, 9, 1), "reason": evil}
    return catalogue(
        indicator(
            figure(Q4, 20, as_written=evil, quote=evil, **told),
            figure(Q1, 26, inferred=["period"], break_before=evil, **told),
            figure(Q1, 27, as_written=evil, quote=evil, commentary=evil, **signed, **told),
            figure(Q2, 20, status="predicted", predicted_by=evil, **told),
            **texts,
        ),
        indicator(figure(f"undated: {evil}", 3, **told), **{**texts, "id": "undated", "unit": "count", "of": evil}),
        indicator(figure("July 2013", 4, **told), **{**texts, **grade, "id": "judged", "theme": "judgements"}),
        indicator(figure(Q1, 400, **told), **{**texts, "id": "fact", "theme": "context", "unit": "weeks"}),
        indicator(**{**texts, "id": "awaiting", "why_missing": evil, "source": "report", "at": evil}),
        organisation={**ORGANISATION, "name": evil, "area": evil, "contact": evil},
        sources={
            id: {**source, "title": evil, "publisher": evil, "note": evil, "licence": evil}
            for id, source in SOURCES.items()
        },
        themes=[{**theme, "name": f"{evil} {theme['id']}"} for theme in THEMES],
        other_numbers=[{"words": evil, "what": evil, "why": evil, "source": "report", "at": evil}],
    )


def test_links_lead_within_the_dashboard_or_to_a_source():
    addresses = {
        attributes["href"] or "" for _, html in pieces(whole()) for tag, attributes in Checked(html).seen if tag == "a"
    }
    assert addresses
    places = r"\./(\?show=\w+)?|#theme-[a-z-]+|timeline#judgements|sources(#term-[a-z-]+)?"
    known = rf"{places}|(indicator\?id|trends\?(m|find))=[a-z0-9-]+"
    outside = {source.url for source in whole().sources.values()}
    assert [one for one in addresses - outside if not re.fullmatch(known, one)] == []


def test_text_keeps_a_quarter_on_one_line():
    assert elements.text("since 2013/14 Q1") == "since 2013/14\N{NO-BREAK SPACE}Q1"
    assert elements.text("<&>\"'") == "&lt;&amp;&gt;&#34;&#39;"


# ---- which indicators stand where ----------------------------------------------------------------------


def test_every_counted_indicator_has_one_row_and_nothing_else_has():
    found = read_all(inspected(), INSPECTED)
    assert set(rows(scorecard.theme_tables(found, {}))) == {one.indicator.id for one in found if one.counted}


def test_every_indicator_of_the_file_is_on_the_scorecard_once_below_its_head():
    found = read_all(inspected(), INSPECTED)
    links = re.findall(r"indicator\?id=([a-z0-9-]+)", scorecard.theme_tables(found, {}))
    judgements = [one.indicator.id for one in found if one.theme.role == "judgements"]
    assert sorted([*links, *judgements]) == sorted(one.indicator.id for one in found)
    assert all(f"id={id}" in home.first_screen(found, {}) for id in judgements)


def mixed() -> list[Reading]:
    """One indicator in each state."""
    return readings(
        indicator(figure(Q4, 20), figure(Q1, 26), id="worse"),
        indicator(figure(Q4, 30), figure(Q1, 26), id="better", theme="health"),
        indicator(figure(Q1, 26), id="missed", targets=[target(10)]),
        indicator(figure(Q1, 26), id="met", targets=[target(90)]),
        indicator(figure(Q1, 26), id="behind", comparators=[comparator(Q1, 20)]),
        indicator(figure(Q1, 26), id="ahead", comparators=[comparator(Q1, 30)]),
        indicator(figure("undated: latest", 26), id="unrated", targets=[target(10)]),
        indicator(figure(Q1, code="x"), id="coded"),
        indicator(id="awaiting"),
        indicator(predicted(Q2, 20), id="foreseen"),
        indicator(figure(Q4, 20), figure(Q1, 26), id="fact", theme="context", targets=[target(10)]),
        indicator(id="fact-awaiting", theme="context"),
        indicator(figure("July 2013", 4), id="judged", theme="judgements", unit="grade"),
    )


@pytest.mark.parametrize(
    ("show", "kept"),
    [
        ("", {"worse", "better", "missed", "met", "behind", "ahead", "unrated", "coded"}),
        ("worse", {"worse"}),
        ("missed", {"missed"}),
        ("behind", {"behind"}),
        ("unheard of", {"worse", "better", "missed", "met", "behind", "ahead", "unrated", "coded"}),
    ],
)
def test_filter_keeps_the_indicators_that_it_names(show, kept):
    assert set(rows(scorecard.theme_tables(mixed(), {}, show))) == kept


def test_filter_keeps_what_is_too_few_to_tell_apart_from_better_and_worse():
    found = readings(
        indicator(counted(Q4, 29, 42), counted(Q1, 21, 42), id="few"),
        indicator(counted(Q4, 20, 40), counted(Q1, 9, 42), id="tested"),
        indicator(figure(Q4, 30), figure(Q1, 26), id="untested"),
    )
    kept = {show: list(rows(scorecard.theme_tables(found, {}, show))) for show in ("better", "worse", "few")}
    assert kept == {"better": ["tested", "untested"], "worse": [], "few": ["few"]}


def test_filter_that_keeps_nothing_says_so():
    html = scorecard.theme_tables(readings(indicator(figure(Q1, 26))), {}, "missed")
    assert words(html) == "No indicator is in this state."


def test_tables_name_the_years_that_their_pictures_share_and_link_to_each_theme():
    html = scorecard.theme_tables(mixed(), {})
    assert re.findall(r'href="#(theme-\w+)"', html) == ["theme-education", "theme-health"]
    apart = readings(indicator(figure("2011/12 Q1", 20), figure(Q1, 26)))
    assert "Picture, 2011 to 2013" in words(scorecard.theme_tables(apart, {}))


def test_row_names_who_answers_and_nobody_where_nobody_is_named():
    assert "Answers: Head of the virtual school" in words(row(figure(Q1, 26), owner="Head of the virtual school"))
    assert "Answers" not in words(row(figure(Q1, 26)))


def test_a_filter_hides_facts_and_awaiting_indicators():
    assert "<details" not in scorecard.theme_tables(mixed(), {}, "worse")


def test_facts_and_awaiting_indicators_are_folded_with_their_counts():
    facts, awaiting = re.findall(r"<details>.*?</details>", scorecard.theme_tables(mixed(), {}), re.DOTALL)
    assert words(facts).startswith("Service facts (1)")
    assert re.findall(r"id=([a-z-]+)", facts) == ["fact"]
    assert words(awaiting).startswith("Indicators that await their first figure (3)")
    assert sorted(re.findall(r"id=([a-z-]+)", awaiting)) == ["awaiting", "fact-awaiting", "foreseen"]


def test_themes_stand_in_the_order_of_the_file_each_with_its_tally():
    html = scorecard.theme_tables(mixed(), {})
    assert re.findall(r'<h2 id="theme-(\w+)">', html) == ["education", "health"]
    tallies = [words(one) for one in re.findall(r"</h2><p>(.*?)</p>", html)][:2]
    assert tallies == [
        "1 moved the wrong way, not tested; 6 with no comparable earlier figure",
        "1 moved the right way, not tested",
    ]


def test_facts_get_no_verdict():
    facts = re.findall(r"<details>.*?</details>", scorecard.theme_tables(mixed(), {}), re.DOTALL)[0]
    assert not re.search(r"better|worse|missed", words(facts).removeprefix("Service facts"))


# ---- what a row says ---------------------------------------------------------------------------------


def row(*observations: dict, **keys: Any) -> str:
    (html,) = rows(scorecard.theme_tables(readings(indicator(*observations, **keys)), {})).values()
    return html


def big(html: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<span class="big">([^<]*)</span>', html)]


def test_latest_figure_is_the_big_number_with_counts_and_period():
    html = row(figure(Q4, 30), figure(Q1, "21.4", numerator=9, denominator=42))
    assert big(html) == ["21.4%"]
    for part in ("9 of 42", "April to June 2013"):
        assert part in cell(html, "latest")


def test_prediction_is_never_the_big_number_and_is_said_to_be_one():
    html = row(figure(Q1, 26), predicted(Q2, 20))
    assert big(html) == ["26%"]
    assert "○ 20% predicted for July to September 2013" in cell(html, "latest")
    found = read_all(inspected(), INSPECTED)
    real_rows = rows(scorecard.theme_tables(found, {}))
    for id, value, foreseen in (("five-good-gcses", "9%", "17%"), ("key-stage-2", "19%", "47%")):
        assert big(real_rows[id]) == [value]
        assert f"○ {foreseen} predicted" in cell(real_rows[id], "latest")
    assert not {"17%", "47%"} & set(big(home.first_screen(found, {}) + scorecard.theme_tables(found, {})))


def test_indicator_with_only_a_prediction_has_no_big_number():
    assert big(scorecard.theme_tables(readings(indicator(predicted(Q2, 20))), {})) == []


@pytest.mark.parametrize(
    ("value", "keys", "shown"),
    [
        ("26", {}, "26%"),
        ("46", {"unit": "weeks"}, "46 weeks"),
        ("65000", {"unit": "count", "of": "children"}, "65,000 children"),
        ("3", {"unit": "grade"}, "Adequate"),
    ],
)
def test_big_number_has_its_unit(value, keys, shown):
    html = row(figure(Q1, value), **keys)
    assert cell(html, "latest").removeprefix("Latest ").startswith(shown)


def test_big_number_of_an_approximate_figure_is_about():
    assert cell(row(figure(Q1, 21, status="approximate")), "latest").startswith("Latest about 21%")


def test_code_is_said_in_words_and_no_number_is_big():
    html = row(figure(Q4, 30), figure(Q1, code="x"))
    assert big(html) == []
    assert "Not available" in cell(html, "latest")


def test_what_is_our_reading_or_not_final_is_marked_at_a_glance():
    marked = cell(row(figure(Q1, 26, inferred=["period"], status="provisional", marker="u")), "latest")
    for mark in ("provisional", "date is our reading", "low reliability"):
        assert mark in marked
    assert "our sum" in cell(row(figure(Q1, "9.0", numerator=10, denominator=111, inferred=["value"])), "latest")


def test_change_has_its_arrow_size_and_verdict_in_words():
    html = row(figure(Q4, 30), figure(Q1, 26))
    assert (
        cell(html, "change")
        == "Change ▼ down 4 percentage points since January to March 2013 moved the right way, not tested"
    )
    assert '<span class="tag better untested">moved the right way, not tested</span>' in html
    assert '<span aria-hidden="true" class="arrow">▼ </span>' in html
    assert cell(row(figure(Q4, 26), figure(Q1, 30)), "change").startswith("Change ▲ up 4 percentage points")


def test_verdict_is_filled_where_it_is_tested_and_grey_where_too_few_were_counted():
    tested = row(counted(Q4, 20, 40), counted(Q1, 9, 42))
    assert '<span class="tag better tested">better than the quarter before, more than chance</span>' in tested
    few = row(counted(Q4, 29, 42), counted(Q1, 21, 42))
    assert cell(few, "change") == "Change ▼ down 19 percentage points since January to March 2013 too few to tell"
    assert '<span class="tag few">too few to tell</span>' in few
    assert not re.search(r"\b(better|worse)\b", few)


def test_beside_limits_the_change_is_the_step_and_what_the_limits_say():
    few = cell(row(*quarters(STEADY)), "change")
    assert "▲ up 2 percentage points since October to December 2012 too few to tell" in few
    special = row(*quarters([*STEADY, 10, 12]))
    assert "▲ up 2 percentage points since April to June 2013 improving" in cell(special, "change")
    assert 'class="tag better tested">improving' in special


def test_no_arrow_stands_without_a_change():
    for observations in (
        [figure(Q1, 26)],
        [figure(Q4, "26.2"), figure(Q1, 26)],
        [figure(Q4, 30), figure(Q1, code="x")],
    ):
        assert not re.search("[▲▼]", row(*observations))


def test_grades_have_no_arrow():
    assert not re.search("[▲▼]", row(figure("August 2011", 3), figure("July 2013", 4), unit="grade"))


def test_target_cell_says_met_missed_or_why_not_scored():
    assert cell(row(figure(Q1, 26)), "target") == "Target or duty No target known"
    missed = row(figure(Q1, 26), targets=[target(10)])
    assert '<span class="tag worse tested">missed</span>' in missed
    assert "16 percentage points" in cell(missed, "target")
    assert '<span class="tag met">met</span>' in row(figure(Q1, 26), targets=[target(90)])
    undated = row(figure("undated: latest", 26), targets=[target(10)])
    assert "not scored" in cell(undated, "target")
    assert "tag worse" not in undated


def test_target_cell_says_every_target_and_the_duty_first():
    wanted = [target(95), target(100, kind="statutory duty", label="duty: every review on time")]
    keys = {"name": "Reviews held on time", "polarity": "higher_is_better"}
    html = row(counted(Q1, 197, 205), **keys, targets=wanted)
    assert cell(html, "target") == (
        "Target or duty missed 3.9 percentage points short of the legal duty of 100%: every review on time; "
        "8 reviews were late met 1.1 percentage points above the council target of 95%"
    )
    assert re.findall(r'<span class="tag (?:met|worse)[^>]*>([^<]+)', html) == ["missed", "met"]


def test_target_cell_of_a_suppressed_figure_says_missed_without_a_number():
    duty = target(100, kind="statutory duty", label="duty: every review on time")
    line = hub(Q1, 99, numerator=203, denominator=205)
    made = suppress(catalogue(indicator(line, polarity="higher_is_better", targets=[duty])))
    (html,) = rows(scorecard.theme_tables(read_all(made, TODAY), {})).values()
    told = cell(html, "target").removeprefix("Target or duty ")
    assert told == "missed the legal duty of 100%: every review on time; the number is not shown"
    assert '<span class="tag worse tested">missed</span>' in html
    assert not re.search(r"\b(2|203|205|99%)\b", words(html))


def test_comparison_is_judged_only_for_the_same_period():
    judged = row(figure(Q1, 26), comparators=[comparator(Q1, 20)])
    assert "England 20%" in cell(judged, "against")
    assert '<span class="tag worse untested">worse than England, not tested</span>' in judged
    other = row(figure(Q1, 26), comparators=[comparator(Q4, 20)])
    assert "January to March 2013" in cell(other, "against")
    assert "tag worse" not in other


def test_comparison_says_its_strength_and_the_distance_in_people():
    tested = row(counted(Q1, 70, 495), comparators=[comparator(Q1, "10.4")])
    assert '<span class="tag worse tested">worse than England, more than chance</span>' in tested
    assert "19 fewer children would put Medway below England" in cell(tested, "against")
    few = row(counted(Q1, 29, 42), comparators=[comparator(Q1, "70.8")], polarity="higher_is_better")
    assert '<span class="tag few">too few to tell</span>' in few
    assert "One more child would put Medway above England" in cell(few, "against")
    assert "same period: below" in cell(few, "against")
    level = row(figure(Q1, 20), comparators=[comparator(Q1, 20)])
    assert "same period: level" in cell(level, "against")


def test_words_of_comparison_are_quoted_without_a_verdict():
    html = row(figure(Q1, 26), comparators=[comparator(Q1, words="well below", group="not stated", relation="below")])
    assert "“well below” (no figure given)" in cell(html, "against")
    assert "tag worse" not in html


def test_comparators_that_are_not_in_the_row_are_counted():
    median = {"area": "Statistical neighbours", "statistic": "median", "model": "NFER list, 2013"}
    whose: list[dict] = [
        {},
        {"area": "South East"},
        {"group": "all pupils", "comparable": "partly", "why": "another group"},
        median,
        {**median, "statistic": "mean"},
        {**median, "model": "NFER list, 2014"},
    ]
    many = [comparator(period, 20, **keys) for keys in whose for period in (Q1, Q4, "2012/13 Q3")]
    assert cell(row(figure(Q1, 26), comparators=many), "against").endswith("5 more on its page")
    assert "on its page" not in cell(row(figure(Q1, 26), comparators=many[:3]), "against")
    listed = [comparator(Q1, 20, comparable="no", why="another group")]
    assert cell(row(figure(Q1, 26), comparators=listed), "against").endswith("1 not comparable, on its page")
    twice = [*listed, comparator(Q4, 20, comparable="no", why="another group")]
    assert cell(row(figure(Q1, 26), comparators=twice), "against").endswith("1 not comparable, on its page")
    assert cell(row(figure(Q1, 26)), "against").endswith("No comparison")


def test_row_names_the_place_of_its_figure_and_links_to_its_page():
    html = row(figure(Q1, 26, at="paragraph 42"))
    assert "paragraph 42" in words(html.partition("</th>")[0])
    assert 'href="indicator?id=neet"' in html


def test_picture_stands_in_its_own_row_only():
    found = readings(indicator(figure(Q1, 26)), indicator(figure(Q1, 9), id="other"))
    both = rows(scorecard.theme_tables(found, {"neet": Markup('<img src="data:,x" alt="Picture">')}))
    assert '<img src="data:,x" alt="Picture">' in both["neet"]
    assert "<img" not in both["other"]


def test_first_indicator_is_the_first_to_look_at_else_the_first_of_the_file():
    two = [indicator(figure(Q1, 26), id="fine"), indicator(figure(Q1, 26), id="missed", targets=[target(10)])]
    assert scorecard.first_indicator(readings(*two)) == "missed"
    assert scorecard.first_indicator(readings(two[0])) == "fine"
    assert scorecard.first_indicator(readings(indicator(id="awaiting"))) == "awaiting"


# ---- nothing is said that isn't so --------------------------------------------------------------------


def test_service_facts_name_no_council():
    facts = indicator(figure(Q1, 26), theme="context")
    organisation = {**ORGANISATION, "name": "Kent County Council", "area": "Kent"}
    kent = readings(facts, organisation=organisation, sources={k: v for k, v in SOURCES.items() if k != "hub"})
    assert "Medway" not in scorecard.theme_tables(kent, {})


def test_place_of_a_figure_of_the_council_is_not_said_to_be_the_report():
    html = row(figure(Q1, 26, source="hub", at="return of July 2013"))
    assert "Report" not in words(html.partition("</th>")[0])


@pytest.mark.parametrize(
    ("keys", "other"),
    [({"polarity": "neutral"}, {}), ({}, {"comparable": "partly", "why": "another count"})],
)
def test_comparison_of_the_same_period_is_never_said_to_be_of_another(keys, other):
    html = row(figure(Q1, 26), comparators=[comparator(Q1, 20, **other)], **keys)
    assert "another period" not in cell(html, "against")


def test_suppressed_prediction_leaves_no_empty_mark():
    html = row(figure(Q1, 26), figure(Q2, code="c", status="predicted", predicted_by="the hub"))
    assert not cell(html, "latest").endswith("○")
