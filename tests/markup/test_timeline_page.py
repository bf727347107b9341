"""The page Timeline: the choice of theme and order with its addresses, the list, the picture, judgements, findings."""

from __future__ import annotations

import re

from metrics.analysis.reading import read_all
from metrics.analysis.timeline import WHOLE
from metrics.catalogue import events, recommendations
from metrics.markup import timeline_page
from metrics.markup.timeline_page import Shown, asked_for
from tests.support import make, recommended
from tests.support.escaping import shown
from tests.support.make import TODAY, figure, indicator, said

MAIN = make.catalogue(
    indicator(
        figure("August 2011", 3),
        figure("July 2013", 4, break_before="another framework"),
        id="judged",
        name="Judged",
        theme="judgements",
        unit="grade",
    ),
    indicator(figure("July 2013", 4), id="other", name="Other", theme="judgements", unit="grade"),
    indicator(id="words", name="Words", said=[said()], theme="health"),
)
READINGS = read_all(MAIN, TODAY)
EVENTS = events.parse(
    """events:
  - {date: August 2011, words: Inspectors came, source: report, at: page 1}
  - {date: 8 July 2013, words: A home opened, theme: health, source: report, at: page 2}
  - {date: July 2013, words: A home closed, theme: health, source: report, at: page 2, as_written: this summer}
  - {date: "undated: later", words: To end, theme: education, source: report, at: page 3}
""",
    MAIN,
)


def part(asked: Shown = Shown(), listed: tuple[events.Event, ...] = EVENTS) -> str:  # noqa: B008 - it is frozen
    return timeline_page.events_part(MAIN, READINGS, listed, asked)


def test_events_stand_by_month_newest_first_with_their_theme_and_place() -> None:
    told = shown(part())
    assert told.index("July 2013") < told.index("August 2011") < told.index("Later; no date given")
    assert "8 July 2013 A home opened Health" in told
    assert "page 2; the source writes “this summer”)" in told
    oldest = shown(part(Shown(newest_first=False)))
    assert oldest.index("Inspectors came") < oldest.index("A home opened") < oldest.index("A home closed")


def test_a_theme_shows_its_events_and_says_how_many_there_are_in_all() -> None:
    told = part(Shown("health"))
    assert "2 of 4 events" in told
    assert "Inspectors came" not in told
    assert 'href="timeline?theme=health" data-keeps="?theme=health" aria-current="true">Health (2)' in told
    assert 'href="timeline?theme=health&amp;order=oldest"' in told
    assert 'data-shown="?theme=health"' in told, "the focus goes to its heading"


def test_address_tells_what_is_shown_and_an_unknown_theme_shows_all() -> None:
    for asked in (Shown(), Shown("health"), Shown(WHOLE, newest_first=False)):
        query = dict(re.findall(r"(\w+)=(\w+)", asked.address))
        assert asked_for(MAIN, query) == asked
    assert asked_for(MAIN, {"theme": "nothing", "order": "up"}) == Shown()
    assert asked_for(MAIN, {"theme": "judgements"}) == Shown()


def test_picture_has_a_lane_a_theme_with_dates_and_the_inspections_above() -> None:
    html = part()
    lanes = re.findall(r'class="lane-name"[^>]*>([^<]*)<', html)
    assert lanes == ["Inspection judgements", "The whole service", "Health"]
    assert html.count('class="diamond"') == 2
    assert "July 2013: Judged inadequate and Other inadequate" in html
    assert "Events by theme from July 2011 to September 2013: The whole service 1 and Health 2." in html
    assert "lanes" not in part(Shown("education")), "nothing of it has a date"


def test_without_an_event_the_page_says_so() -> None:
    assert shown(part(listed=())) == "No event has been recorded yet."


def test_judgements_are_rows_and_inspections_columns() -> None:
    told = shown(timeline_page.judgements_part(READINGS, editor=False))
    assert "August 2011 Adequate" in told
    assert "Other August 2011 not given July 2013 Inadequate" in told
    assert "Not joined: another framework." in told
    assert "Add a quarter" not in told
    assert 'href="add"' in timeline_page.judgements_part(READINGS, editor=True)
    assert timeline_page.judgements_part(READINGS[2:], editor=True) == ""


def test_findings_in_words_stand_under_the_source_beside_their_indicator() -> None:
    html = timeline_page.findings_part(MAIN, READINGS, Shown())
    assert "Health (1)" in html
    assert "Words : no figure yet" in shown(html).replace("Words:", "Words :")
    assert f"“{said()['words']}”" in html
    assert "<details open>" not in html
    assert "<details open>" in timeline_page.findings_part(MAIN, READINGS, Shown("health"))
    assert timeline_page.findings_part(MAIN, READINGS, Shown(WHOLE)) == ""
    assert timeline_page.findings_part(MAIN, READINGS, Shown("education")) == ""


def test_a_finding_is_told_by_its_gap_where_the_data_file_no_longer_tells_it() -> None:
    made = make.catalogue(indicator(figure("2013/14 Q2", 26, source="hub"), id="first", name="First"))
    text = recommended.text(gaps=[recommended.gap("first", quote="not all had <b>plans</b>")])
    gaps, listed = recommendations.parse(text, made).gaps, read_all(made, TODAY)
    assert timeline_page.findings_part(made, listed, Shown()) == ""
    html = timeline_page.findings_part(made, listed, Shown(), gaps)
    assert "“not all had &lt;b&gt;plans&lt;/b&gt;” (Ofsted, paragraph 44)" in html
    assert "26%" in html
