"""Sources cited in words: where our reading differs, the days that something holds, which release is used instead."""

from datetime import date

from metrics.catalogue.models import Indicator
from metrics.wording import citations
from tests.support.make import catalogue, comparator, figure, indicator

Q4, Q1 = "2012/13 Q4", "2013/14 Q1"


def made(*observations: dict, **keys: object) -> Indicator:
    return catalogue(indicator(*observations, **keys)).indicators[0]


def test_what_the_source_writes_is_said_where_it_differs_from_our_reading():
    def note(**keys: object) -> str:
        return citations.period_note(made(figure(Q4, 30, **keys)).observations[0])

    assert note() == ""
    assert note(as_written=Q4) == ""
    assert note(as_written="the previous quarter") == "the source writes “the previous quarter”"
    assert note(inferred=["period"]) == "the date is our reading"
    assert "worked out" not in citations.period_note(made(figure(Q4, code="c", inferred=["value"])).observations[0])
    both = note(as_written="the previous quarter", inferred=["period", "value"])
    assert both.split("; ")[1:] == [
        "the date is our reading",
        "the value is our sum from the counts in the source",
    ]


def test_citation_is_publisher_title_date_and_place():
    report, law = (catalogue(indicator(figure(Q1, 26))).sources[name] for name in ("report", "law"))
    assert citations.citation(report, "paragraph 42") == "Ofsted, Inspection report, 23 August 2013, paragraph 42"
    assert citations.citation(law, "regulation 2") == "legislation.gov.uk, The regulations, regulation 2"
    assert citations.quote_words("in time", law, "regulation 2") == "“in time” (legislation.gov.uk, regulation 2)"


def test_span_says_from_when_to_when():
    assert citations.span_words(None, None) == ""
    assert citations.span_words(date(2014, 4, 22), None) == "from 22 April 2014"
    assert citations.span_words(date(2013, 7, 1), date(2014, 4, 21)) == "1 July 2013 to 21 April 2014"


def test_replaced_figure_names_the_release_by_its_day_or_else_its_title():
    read = catalogue(indicator(figure(Q4, 26), comparators=[comparator(Q4, 70), comparator(Q1, 71)]))
    old, new = read.indicators[0].comparators
    assert citations.replaced_words(old, new, read.sources["report"]) == "replaced by the release of 23 August 2013"
    assert citations.replaced_words(old, new, read.sources["law"]) == "replaced by “The regulations”"
