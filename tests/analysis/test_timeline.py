"""Events by month and theme, judgements by inspection, and what is told in words only."""

from __future__ import annotations

from metrics.analysis import timeline
from metrics.analysis.reading import Reading, read_all
from metrics.analysis.timeline import WHOLE
from metrics.catalogue import events, recommendations
from metrics.catalogue.events import Event
from tests.support import make, proposals, recommended
from tests.support.make import TODAY, comparator, figure, indicator, said

WRITTEN = """events:
  - {date: July 2013, words: In July, source: report, at: x}
  - {date: 8 July 2013, words: On the 8th, theme: health, source: report, at: x}
  - {date: "undated: later", words: Some day, theme: health, source: report, at: x}
  - {date: August 2011, words: First, source: report, at: x}
  - {date: May 2013, until: August 2013, words: Lasted, theme: education, source: report, at: x}
"""
EVENTS = events.parse(WRITTEN, make.catalogue(indicator()))


def told(months: list[timeline.Month]) -> list[tuple[str, list[str]]]:
    return [(str(month.first), [one.words for one in month.events]) for month in months]


def words(listed: tuple[Event, ...]) -> list[str]:
    return [one.words for one in listed]


def readings(*indicators: make.Entry) -> list[Reading]:
    return read_all(make.catalogue(*indicators), TODAY)


def test_events_stand_under_their_months_either_way_and_undated_ones_last() -> None:
    oldest = [("2011-08-01", ["First"]), ("2013-05-01", ["Lasted"]), ("2013-07-01", ["On the 8th", "In July"])]
    assert told(timeline.months(EVENTS)) == [*oldest, ("None", ["Some day"])]
    newest = [("2013-07-01", ["In July", "On the 8th"]), *reversed(oldest[:2]), ("None", ["Some day"])]
    assert told(timeline.months(EVENTS, newest_first=True)) == newest
    assert timeline.months(()) == []


def test_a_theme_has_its_own_events_and_the_whole_service_those_of_none() -> None:
    assert words(timeline.of_theme(EVENTS, "health")) == ["On the 8th", "Some day"]
    assert words(timeline.of_theme(EVENTS, WHOLE)) == ["First", "In July"]
    assert timeline.of_theme(EVENTS, "") == EVENTS


def judged(*figures: make.Entry, **keys: object) -> make.Entry:
    return indicator(*figures, theme="judgements", unit="grade", frequency="inspection", **keys)


def test_each_inspection_is_a_column_and_a_grade_that_was_not_given_is_none() -> None:
    found = timeline.judgements(
        readings(
            judged(
                figure("August 2011", 3),
                figure("July 2013", 4, break_before="another framework"),
                figure("November 2014", 2),
                id="overall",
                name="Overall",
            ),
            judged(
                figure("July 2013", 4),
                figure("March 2015", 1, status="predicted", predicted_by="the school"),
                id="care",
                name="Care",
            ),
            indicator(figure("2013/14 Q1", 26)),
        )
    )
    assert [str(one) for one in found.inspections] == ["August 2011", "July 2013", "November 2014"]
    grades = {one.reading.indicator.id: [grade and grade.value for grade in one.grades] for one in found.judged}
    assert grades == {"overall": [3, 4, 2], "care": [None, 4, None]}
    assert found.breaks == ("another framework",)


def test_words_only_are_those_of_a_source_that_gives_no_figure_and_stay_beside_a_later_one() -> None:
    found = readings(
        indicator(id="words", name="Words", said=[said()]),
        indicator(figure("2013/14 Q1", 26), id="number", name="Number", said=[said()]),
        indicator(figure("2013/14 Q1", 26, source="hub"), id="since", name="Since", said=[said()]),
        indicator(id="beside", name="Beside", comparators=[comparator("2013/14 Q1", words="well below")]),
        indicator(id="why", name="Why"),
        indicator(figure("2013/14 Q1", 26), id="silent", name="Silent"),
        judged(id="judged", name="Judged", said=[said()]),
    )
    listed = [one.indicator.id for one in timeline.told_in_words(found)]
    assert {"words", "since", "beside", "why"} == set(listed)
    theme = found[0].theme.id
    assert timeline.told_in_words(found, theme) != []
    assert timeline.told_in_words(found, "nothing") == []


def test_a_finding_stays_told_by_its_gap_once_the_data_file_says_no_more_why_a_figure_was_missing() -> None:
    first = indicator(figure("2013/14 Q2", 26, source="hub"), id="first", name="First")
    known = indicator(figure("2013/14 Q1", 26), id="known", name="Known")
    found, text = readings(first, known), recommended.text(gaps=[recommended.gap("first", "known")])
    gaps = recommendations.parse(text, make.catalogue(first, known)).gaps
    assert timeline.told_in_words(found) == []
    listed = [one.indicator.id for one in timeline.told_in_words(found, gaps=gaps)]
    assert listed == ["first"], "of the other the source itself gives a figure"


def test_grade_of_the_next_inspection_that_an_officer_enters_becomes_a_column() -> None:
    text = make.text(judged(figure("July 2013", 4), id="overall", name="Overall"))
    grade = proposals.figure("overall", value="Good")
    made = proposals.proposed(text, grade, period="November 2014", source="report", at="page 3")
    assert made.amended is not None, made.faults
    found = timeline.judgements(read_all(made.amended.catalogue, TODAY))
    assert [str(one) for one in found.inspections] == ["July 2013", "November 2014"]
    assert found.judged[0].grades[1] is not None
    assert found.judged[0].grades[1].value == 2
