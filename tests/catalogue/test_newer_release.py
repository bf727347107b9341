"""What a newer release of the data has that a council's own file lacks."""

from datetime import date

from metrics.catalogue import recommendations
from metrics.catalogue.newer_release import differences
from tests.support import recommended
from tests.support.make import SOURCES, catalogue, comparator, figure, indicator, target
from tests.support.recommended import asked, gap

OWN = catalogue(
    indicator(figure("2013/14 Q1", 26), figure("2013/14 Q2", 24, source="hub"), comparators=[comparator("2011", 34)])
)


def test_equal_data_differ_in_nothing():
    assert differences(OWN, OWN) == []


def test_what_the_council_entered_itself_is_no_difference():
    release = catalogue(indicator(figure("2013/14 Q1", 26), comparators=[comparator("2011", 34)]))
    assert differences(OWN, release) == []


def test_each_kind_of_news_has_its_heading():
    source = {"title": "A release", "publisher": "Department for Education", "kind": "published"}
    release = catalogue(
        indicator(
            figure("2013/14 Q1", 26),
            definition="Counted otherwise.",
            comparators=[comparator("2011", 34), *(comparator(year, 30, source="dfe-1") for year in ("2012", "2014"))],
            own_series=[figure("2012", 31, source="dfe-1")],
            targets=[target(20, since=date(2014, 4, 1))],
        ),
        indicator(figure("2013/14 Q1", 5), id="visits", name="Visits in time"),
        sources={**SOURCES, "dfe-1": source},
    )
    assert differences(OWN, release) == [
        ("New indicators", ["visits: Visits in time"]),
        ("New sources", ["dfe-1: A release"]),
        (
            "Definitions that differ",
            [
                "Not in education, employment or training, definition: here “What is counted, of whom, and when.”, "
                "in the release “Counted otherwise.”"
            ],
        ),
        (
            "New figures that others published",
            [
                "Not in education, employment or training: 2 figures of others, 2012 to 2014 (dfe-1)",
                "Not in education, employment or training: 1 figure of the council, 2012 (dfe-1)",
            ],
        ),
        (
            "New figures and targets",
            ["Not in education, employment or training: the council target from 1 April 2014 (law)"],
        ),
    ]


def test_another_number_for_the_same_thing_is_told():
    release = catalogue(indicator(figure("2013/14 Q1", 27), comparators=[comparator("2011", 34)]))
    assert differences(OWN, release) == [
        ("New figures and targets", ["Not in education, employment or training: the figure for 2013/14 Q1 (report)"])
    ]


def test_recommendations_and_gaps_that_are_new_or_written_otherwise_are_told():
    own = recommendations.parse(recommended.text(asked("neet"), asked("neet", id="own"), gaps=[gap("neet")]), OWN)
    listed = asked("neet", within="six months"), asked(id="visits", words="Visit in time")
    release = recommendations.parse(recommended.text(*listed, gaps=[gap(quote="not all"), gap(id="stays")]), OWN)
    assert differences(OWN, OWN, recommendations=(own, own)) == []
    assert differences(OWN, OWN, recommendations=(own, release)) == [
        ("New recommendations", ["visits: Visit in time"]),
        ("Recommendations that differ", ["plans: within here “three months”, in the release “six months”"]),
        ("New gaps in measurement", ["stays: Plans on time"]),
        (
            "Gaps in measurement that differ",
            ["plans: quote here nothing, in the release “not all”, indicators here [neet], in the release []"],
        ),
    ]
    assert differences(OWN, OWN, recommendations=(own, None)) == []
    assert len(differences(OWN, OWN, recommendations=(None, own))) == 2
