"""The source of each figure: cited with its place, its quotation, and what must be known of it."""

from metrics.analysis.reading import read
from metrics.exports import citations
from metrics.exports.citations import Citation
from tests.support.make import (
    INSPECTED,
    catalogue,
    comparator,
    figure,
    indicator,
    predicted,
    reading,
    revised,
    target,
    whole,
)

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def cited(*observations: dict, **keys: object) -> list[Citation]:
    made = catalogue(indicator(*observations, **keys))
    return citations.citations(made, made.indicators[0])


def test_every_figure_comparator_target_and_tolerance_of_an_indicator_is_cited():
    found = cited(
        figure(Q4, 30),
        figure(Q1, 26, quote="at June 2013 was 26%"),
        comparators=[comparator(Q1, 20, at="Table 3"), comparator(Q1, words="below that of comparators")],
        own_series=[figure(Q4, 31, group="care leavers")],
        targets=[
            target(25, tolerance={"value": 2, "source": "report", "at": "page 9"}),
            target(words="the accepted level"),
        ],
    )
    assert [one.source.rsplit(", ", 1)[1] for one in found] == [
        "paragraph 1",
        "paragraph 1",
        "paragraph 1",
        "Table 3",
        "paragraph 1",
        "regulation 1",
        "page 9",
        "regulation 1",
    ]
    assert found[1].quote == "at June 2013 was 26%"
    assert found[0].source == "Ofsted, Inspection report, 23 August 2013, paragraph 1"
    assert "“below that of comparators”" in found[4].figure
    assert "“the accepted level”" in found[7].figure
    assert "2 percentage points" in found[6].figure


def test_prediction_names_who_predicted_and_revision_who_revised_when_and_why():
    _, newer, foreseen = cited(figure(Q1, 26), revised(Q1, 27), predicted(Q2, 20))
    assert "predicted by: the virtual school" in foreseen.figure
    assert "Revised on 1 September 2013 by the hub: late returns" in newer.notes


def test_what_is_our_reading_is_said_beside_the_figure():
    (one,) = cited(figure(Q4, 30, as_written="the previous quarter", inferred=["period"]))
    assert "the source writes “the previous quarter”" in one.notes[0].replace("The source", "the source")
    assert "our reading" in one.notes[0]
    (worked,) = cited(figure(Q4, "9.0", numerator=10, denominator=111, inferred=["value"]))
    assert "our sum" in worked.notes[0]
    assert "(10 of 111)" in worked.figure


def test_break_reason_and_note_stand_beside_the_figure():
    (one,) = cited(figure(Q4, 30, break_before="new definition: ages 16 to 18", note="Read twice."))
    assert one.notes == ("New definition: ages 16 to 18", "Read twice.")


def test_reading_of_a_duty_as_100_is_marked():
    duty = target(100, kind="statutory duty", inferred=["value"])
    assert "The value is our reading of the duty" in cited(figure(Q1, 87), targets=[duty])[1].notes


def test_every_citation_of_the_repository_names_publisher_title_and_place():
    publishers = {source.publisher for source in whole().sources.values()}
    found = [one for indicator in whole().indicators for one in citations.citations(whole(), indicator)]
    assert len(found) > 100
    for one in found:
        assert one.source.split(", ")[0] in publishers
        assert one.source.count(", ") >= 2
        assert one.figure.strip()
        assert not [note for note in one.notes if not note.strip() or "None" in note]


def test_latest_citation_is_that_of_the_latest_figure():
    made = catalogue(indicator(figure(Q4, 30), figure(Q1, 26, at="paragraph 42"), predicted(Q2, 20, at="paragraph 43")))
    assert citations.latest_citation(made, read(made, made.indicators[0], INSPECTED)).endswith("paragraph 42")
    assert citations.latest_citation(made, reading()) == ""


def test_sources_of_a_finding_are_those_of_the_latest_figure_and_of_the_comparator():
    made = catalogue(indicator(figure(Q1, 26, at="page 7"), comparators=[comparator(Q1, 20, at="Table 3")]))
    one = read(made, made.indicators[0], INSPECTED)
    latest, other = citations.finding_sources(made, one)
    assert latest == citations.latest_citation(made, one)
    assert other == "England: Ofsted, Inspection report, 23 August 2013, Table 3"
    assert citations.finding_sources(made, reading()) == []


def test_sources_of_a_finding_name_who_lends_the_counts_that_it_is_said_by():
    """ "One more child would put Medway above England" rests on the Department's 29 of 42."""
    lender = figure(Q1, "69.0", numerator=29, denominator=42, source="law", at="Table 8")
    keys = {"polarity": "higher_is_better", "own_series": [lender], "comparators": [comparator(Q1, "70.8")]}
    made = catalogue(indicator(figure(Q1, 69), **keys))
    sources = citations.finding_sources(made, read(made, made.indicators[0], INSPECTED))
    assert any("The regulations" in source and "Table 8" in source for source in sources)


def test_sources_of_a_finding_name_the_published_figure_that_it_tells():
    made = catalogue(indicator(figure(Q4, 26), own_series=[figure(Q1, 31, source="law", at="Table 8")]))
    told = citations.finding_sources(made, read(made, made.indicators[0], INSPECTED))[-1]
    assert told == "published figure: legislation.gov.uk, The regulations, Table 8"


def test_published_figure_of_another_group_is_cited_with_whom_it_counts():
    made = catalogue(indicator(figure(Q4, 26), own_series=[figure(Q1, 31, group="care leavers")]))
    assert citations.citations(made, made.indicators[0])[1].figure == (
        "Medway, as published by Ofsted, care leavers: 31%, April to June 2013"
    )


def test_sources_of_a_chart_name_each_source_once_and_the_latest_figures_place():
    made = catalogue(
        indicator(
            figure(Q4, 30),
            figure(Q1, 26, at="paragraph 42"),
            comparators=[comparator(Q1, 20, at="Table 3")],
            targets=[target(25), target(words="the accepted level")],
        )
    )
    sources = citations.chart_sources(made, read(made, made.indicators[0], INSPECTED))
    assert sources == "Ofsted, Inspection report, 23 August 2013, paragraph 42; legislation.gov.uk, The regulations"
