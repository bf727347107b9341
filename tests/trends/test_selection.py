"""What the page Trends draws: which indicators, cut to which years, on which scales."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics.analysis.reading import Reading, read_all
from metrics.analysis.xmr import decimal
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse
from metrics.charts import render
from metrics.charts.chart_form import chart_for
from metrics.charts.palette import LIGHT
from metrics.markup import trends_page
from metrics.trends import selection
from metrics.trends.view_state import ViewState
from metrics.wording import uncertainty
from tests.support.make import (
    TODAY,
    catalogue,
    comparator,
    counted,
    figure,
    indicator,
    predicted,
    reading,
    real,
    target,
)

OWN = ViewState(finding="own")


def an_indicator(id: str, *figures: dict, **keys: object) -> dict:
    return indicator(*figures, id=id, name=id, **keys)


@pytest.fixture
def made() -> Catalogue:
    return catalogue(
        an_indicator("down", figure("2012/13 Q4", 30), figure("2013/14 Q1", 26), targets=[target(20)]),
        an_indicator("halved", figure("2012/13 Q4", 40), figure("2013/14 Q1", 20), theme="health"),
        an_indicator(
            "worse",
            figure("2011/12 Q4", 10),
            figure("2012/13 Q4", 12),
            figure("2013/14 Q1", 13),
            comparators=[comparator("2013/14 Q1", 11), comparator("2011/12 Q4", 9, area="South East")],
        ),
        an_indicator("alone", figure("2013/14 Q1", 5), unit="weeks"),
        an_indicator("nothing", why_missing="Nobody counts it.", source="report", at="paragraph 2"),
    )


@pytest.fixture
def readings(made: Catalogue) -> list[Reading]:
    return read_all(made, TODAY)


def ids(found: list[Reading]) -> list[str]:
    return [one.indicator.id for one in found]


def test_most_changed_is_the_largest_change_for_its_size(readings: list[Reading]) -> None:
    assert ids(selection.select(readings, OWN)) == ["halved", "down", "worse"]


def test_findings_choose_what_the_scorecard_says_of_them(readings: list[Reading]) -> None:
    assert ids(selection.select(readings, ViewState(finding="better"))) == ["halved", "down"]
    assert ids(selection.select(readings, ViewState(finding="worse"))) == ["worse"]
    assert ids(selection.select(readings, ViewState(finding="few"))) == []
    assert ids(selection.select(readings, ViewState(finding="missed"))) == ["down"]
    assert ids(selection.select(readings, ViewState(finding="behind"))) == ["worse"]
    assert ids(selection.select(readings, ViewState(finding="all"))) == ["down", "halved", "worse", "alone"]


def test_gravest_stands_first() -> None:
    made = catalogue(
        an_indicator("little", figure("2012/13 Q4", 40), figure("2013/14 Q1", 41), targets=[target(40)]),
        an_indicator("much", figure("2012/13 Q4", 20), figure("2013/14 Q1", 40), targets=[target(10)]),
        an_indicator("some", figure("2012/13 Q4", 20), figure("2013/14 Q1", 25), targets=[target(20)]),
    )
    readings = read_all(made, TODAY)
    for finding in ("worse", "missed", "own"):
        assert ids(selection.select(readings, ViewState(finding=finding))) == ["much", "some", "little"]


def test_too_few_to_tell_is_chosen_by_itself_and_neither_as_better_nor_as_worse() -> None:
    made = catalogue(
        an_indicator("few", counted("2012/13 Q4", 29, 42), counted("2013/14 Q1", 21, 42)),
        an_indicator("tested", counted("2012/13 Q4", 20, 40), counted("2013/14 Q1", 9, 42)),
        an_indicator("near", counted("2013/14 Q1", 9, 42), comparators=[comparator("2013/14 Q1", "16.3")]),
    )
    readings = read_all(made, TODAY)
    chosen = {name: ids(selection.select(readings, ViewState(finding=name))) for name in ("better", "worse", "behind")}
    assert chosen == {"better": ["tested"], "worse": [], "behind": []}
    assert ids(selection.select(readings, ViewState(finding="few"))) == ["few", "near"]


def test_not_tested_stands_behind_what_is_tested_however_large() -> None:
    made = catalogue(
        an_indicator(
            "large-untested",
            figure("2012/13 Q4", 10),
            figure("2013/14 Q1", 90),
            comparators=[comparator("2013/14 Q1", 10)],
        ),
        an_indicator(
            "small-tested",
            counted("2012/13 Q4", 500, 1000),
            counted("2013/14 Q1", 600, 1000),
            comparators=[comparator("2013/14 Q1", 50)],
        ),
    )
    readings = read_all(made, TODAY)
    for finding in ("worse", "behind"):
        assert ids(selection.select(readings, ViewState(finding=finding))) == ["small-tested", "large-untested"]


def test_nothing_that_is_too_few_to_tell_claims_no_earlier_figure() -> None:
    """One figure, beside England's: it could be too few to tell, and has no earlier figure to be compared with."""
    made = catalogue(
        an_indicator("alone", figure("2013/14 Q1", 26), comparators=[comparator("2013/14 Q1", 20)]),
    )
    told = trends_page.count_of_charts([], 1, 1, ViewState(finding="few"), candidates=read_all(made, TODAY))
    assert "No indicator is in this state: too few to tell." in told
    assert "can be compared with an earlier figure." not in told


def test_missed_by_most_counts_every_target_that_is_missed() -> None:
    """The duty leads and is met; the council target of 10% is missed by as much again."""
    duty = target(30, kind="statutory duty")
    made = catalogue(
        an_indicator("by-a-half", figure("2013/14 Q1", 30), targets=[target(20)]),
        an_indicator("by-double", figure("2013/14 Q1", 30), targets=[duty, target(10)]),
    )
    assert ids(selection.select(read_all(made, TODAY), ViewState(finding="missed"))) == ["by-double", "by-a-half"]


def test_what_moved_from_zero_or_missed_zero_stands_before_all_others() -> None:
    made = catalogue(
        an_indicator("doubled", figure("2012/13 Q4", 20), figure("2013/14 Q1", 40), targets=[target(10)]),
        an_indicator("to-one", figure("2012/13 Q4", 0), figure("2013/14 Q1", 1), targets=[target(0)]),
        an_indicator("to-forty", figure("2012/13 Q4", 0), figure("2013/14 Q1", 40), targets=[target(0)]),
        an_indicator("still", figure("2012/13 Q4", 0), figure("2013/14 Q1", 0), targets=[target(0)]),
    )
    readings = read_all(made, TODAY)
    for finding in ("worse", "missed", "own"):
        assert ids(selection.select(readings, ViewState(finding=finding))) == ["to-forty", "to-one", "doubled"]


def test_worse_than_a_comparator_of_zero_stands_before_all_others() -> None:
    made = catalogue(
        an_indicator("twice", figure("2013/14 Q1", 20), comparators=[comparator("2013/14 Q1", 10)]),
        an_indicator("none-there", figure("2013/14 Q1", 5), comparators=[comparator("2013/14 Q1", 0)]),
    )
    assert ids(selection.select(read_all(made, TODAY), ViewState(finding="behind"))) == ["none-there", "twice"]


@pytest.mark.parametrize("lacking", ["a headline", "the headline's number", "the latest's number"])
def test_what_can_not_be_measured_against_others_stands_last(lacking: str) -> None:
    """No reading is worse than what it can't be measured against; if one came to be, the page would not break."""
    made = catalogue(
        an_indicator("some", figure("2013/14 Q1", 20), comparators=[comparator("2013/14 Q1", 10)]),
        an_indicator("more", figure("2013/14 Q1", 40), comparators=[comparator("2013/14 Q1", 10)]),
    )
    some, more = read_all(made, TODAY)
    assert more.headline is not None
    assert more.latest is not None
    left = {
        "a headline": replace(more, headline=None),
        "the headline's number": replace(more, headline=more.headline.model_copy(update={"value": None})),
        "the latest's number": replace(more, latest=more.latest.model_copy(update={"value": None})),
    }[lacking]
    left.__dict__["comparison"] = more.comparison
    for found in ([left, some], [some, left]):
        assert ids(selection.select(found, ViewState(finding="behind"))) == ["some", "more"]


@pytest.mark.parametrize("polarity", ["lower_is_better", "neutral"])
def test_a_change_below_the_precision_published_is_none(polarity: str) -> None:
    made = catalogue(
        an_indicator("told", figure("2012/13 Q4", 50), figure("2013/14 Q1", 51), polarity=polarity),
        an_indicator("too-small", figure("2012/13 Q4", 26), figure("2013/14 Q1", "26.4"), polarity=polarity),
    )
    assert ids(selection.select(read_all(made, TODAY), OWN)) == ["told"]


def test_grades_that_changed_are_among_what_changed() -> None:
    grades = {"unit": "grade", "frequency": "inspection"}
    made = catalogue(
        an_indicator("moved", figure("2011", 3), figure("2013", 4), **grades),
        an_indicator("stayed", figure("2011", 3), figure("2013", 3), **grades),
    )
    assert ids(selection.select(read_all(made, TODAY), OWN)) == ["moved"]


def test_theme_chooses_all_that_can_be_drawn(readings: list[Reading]) -> None:
    assert ids(selection.select(readings, ViewState(theme="health"))) == ["halved"]
    assert "nothing" not in ids(selection.select(readings, ViewState(theme="education")))


def test_comparator_of_nought_is_something_to_draw() -> None:
    missing = {"why_missing": "Nobody counts it.", "source": "report", "at": "paragraph 2"}
    phrase = comparator("2013/14 Q1", words="none at all", relation="below")
    made = catalogue(
        an_indicator("nought", comparators=[comparator("2013/14 Q1", 0)], **missing),
        an_indicator("words", comparators=[phrase], **missing),
    )
    assert ids(selection.select(read_all(made, TODAY), ViewState(theme="education"))) == ["nought"]


def test_names_choose_in_their_own_order_even_what_has_no_figure(readings: list[Reading]) -> None:
    assert ids(selection.select(readings, ViewState(("worse", "nothing", "down")))) == ["worse", "nothing", "down"]


def test_years_cut_figures_and_comparators_and_the_words_follow(made: Catalogue, readings: list[Reading]) -> None:
    whole = readings[2]
    found = selection.narrow(made, whole, ViewState(last=2012), TODAY)
    assert [one.period.label for one in found.indicator.observations] == ["2011/12 Q4"]
    assert [one.area for one in found.indicator.comparators] == ["South East"]
    assert found.latest is not None
    assert found.latest.value == Decimal(10)
    assert found.change is None


def quarters(first: int, *values: float, **keys: object) -> list[dict]:
    """Figures of quarters in a row from the first of a financial year; ``keys`` belong to the first of them."""
    periods = [f"{first + n // 4}/{(first + n // 4 + 1) % 100:02d} Q{n % 4 + 1}" for n in range(len(values))]
    return [
        figure(period, value, **({} if n else keys))
        for n, (period, value) in enumerate(zip(periods, values, strict=True))
    ]


STEADY = (50, 54, 47, 53, 50, 46, 54, 50, 47, 54, 50, 53)
SIGNED = {"reason": "new team", "by": "the hub", "on": date(2009, 4, 1)}


@pytest.fixture
def long() -> tuple[Catalogue, Reading]:
    """Twelve steady quarters from 2006, one far out; a rebase; then sixteen lower ones, one and the last far out."""
    before = quarters(2006, *STEADY[:6], 80, *STEADY[7:])
    lower = (*STEADY[:6], 30, *STEADY[7:], 50, 51, 50, 75)
    after = quarters(2009, *(value - 30 for value in lower), rebase_before=SIGNED)
    made = catalogue(an_indicator("long", *before, *after, targets=[target(60, since=date(2001, 1, 1))]))
    return made, read_all(made, TODAY)[0]


def test_chosen_years_keep_limits_causes_and_assurance_of_all_figures(long: tuple[Catalogue, Reading]) -> None:
    made, whole = long
    found = selection.narrow(made, whole, ViewState(first=2012), TODAY)
    assert len(found.outcomes) == 5
    assert (whole.variation.enough, whole.variation.assurance) == (True, "consistently meets")
    for name in ("points", "enough", "mean", "lower", "upper", "assurance", "latest_cause", "why"):
        assert getattr(found.variation, name) == getattr(whole.variation, name), name
    assert uncertainty.notable(found) == uncertainty.notable(whole)
    assert [(one.cause, len(one.figures)) for part in found.variation.every for one in part.spells] == [
        ("unusually high", 1)
    ]


def test_earlier_years_have_the_limits_of_the_stretch_that_holds_their_latest(long: tuple[Catalogue, Reading]) -> None:
    made, whole = long
    first, second = whole.variation.stretches
    assert first.limits is not None
    assert second.limits is not None
    before = selection.narrow(made, whole, ViewState(last=2007), TODAY).variation
    assert before.latest.limits == first.limits
    assert (before.mean, before.why, before.latest_cause) == (decimal(first.limits.mean), "", "unusually high")
    assert before.assurance == "sometimes meets"
    between = selection.narrow(made, whole, ViewState(first=2008, last=2010), TODAY).variation
    assert [one.limits for one in between.every] == [first.limits, second.limits]
    assert between.latest_cause == whole.variation.causes[parse("2010/11 Q3")] == "unusually low"
    assert whole.variation.latest_cause == "unusually high"


def test_words_say_which_figures_changes_and_limits_are_of() -> None:
    told = "indicators are chosen and changes told by these years, limits and what is unusual by all figures"
    assert told in trends_page.view_in_words(ViewState(first=2012), {}, "")
    assert told not in trends_page.view_in_words(ViewState(), {}, "")


def test_limits_are_drawn_over_the_years_shown_only(long: tuple[Catalogue, Reading]) -> None:
    made, whole = long
    choice = ViewState(first=2012)
    found = selection.narrow(made, whole, choice, TODAY)
    drawing = selection.drawings([found], choice, {})["long"]
    chart = chart_for(found, palette=LIGHT, area="Medway", sources=made.sources, drawing=drawing)
    assert chart is not None
    layers = render.spec(chart)["layer"]
    bands = [layer["data"]["values"] for layer in layers if layer["mark"]["type"] == "area"]
    (limits,) = [rows for rows in bands if "mean" in rows[0]]
    assert {row["x"] for row in limits} == {"2012-03-31", "2013-03-31"}
    assert whole.variation.mean is not None
    assert all(row["mean"] == pytest.approx(float(whole.variation.mean)) for row in limits)


def test_years_of_another_kind_of_period_are_judged_by_that_kind() -> None:
    made = catalogue(an_indicator("kinds", figure("2009/10 financial year", 9), *quarters(2010, *STEADY)))
    whole = read_all(made, TODAY)[0]
    assert whole.variation.enough
    assert selection.narrow(made, whole, ViewState(last=2010, first=2010), TODAY).variation.enough
    assert selection.narrow(made, whole, ViewState(last=2009), TODAY).variation.why == "no figure"
    annual = catalogue(an_indicator("kinds", figure("2008/09 financial year", 9), *quarters(2010, *STEADY)))
    found = selection.narrow(annual, read_all(annual, TODAY)[0], ViewState(last=2009), TODAY)
    assert (found.variation.why, found.variation.points) == ("kind", 1)


def test_nothing_cut_is_the_very_reading(made: Catalogue, readings: list[Reading]) -> None:
    assert selection.narrow(made, readings[2], ViewState(), TODAY) == readings[2]


def test_what_is_hidden_is_not_drawn_but_still_read(made: Catalogue, readings: list[Reading]) -> None:
    found = selection.narrow(made, readings[2], ViewState(hidden=frozenset(["england"])), TODAY)
    assert [one.area for one in found.indicator.comparators] == ["South East"]
    assert found.comparison is not None
    assert (found.comparison.side, found.comparison.strength) == ("worse", "not tested")
    hidden = selection.narrow(made, readings[0], ViewState(hidden=frozenset(["target", "published"])), TODAY)
    assert hidden.indicator.targets == []
    assert hidden.target == readings[0].target


def test_hiding_the_published_series_takes_no_counts_from_a_verdict() -> None:
    own = figure("2013/14 Q1", "21.4", source="law", numerator=9, denominator=42)
    made = catalogue(
        an_indicator("lent", figure("2013/14 Q1", 21), own_series=[own], comparators=[comparator("2013/14 Q1", "16.3")])
    )
    (one,) = read_all(made, TODAY)
    hidden = selection.narrow(made, one, ViewState(hidden=frozenset(["published", "england"])), TODAY)
    assert hidden.indicator.own_series == []
    assert one.published is not None
    assert hidden.published is None
    for found in (one, hidden):
        assert found.comparison is not None
        assert found.comparison.strength == "too few to tell"


def test_undated_figures_have_no_year_and_stay() -> None:
    made = catalogue(an_indicator("undated", figure("undated: earlier", 53), figure("undated: latest", 46)))
    reading = read_all(made, TODAY)[0]
    assert (
        selection.narrow(made, reading, ViewState(first=2020), TODAY).indicator.observations
        == reading.indicator.observations
    )


def test_shared_days_and_years_reach_over_every_chart(readings: list[Reading]) -> None:
    assert selection.shared_days(readings) == (date(2012, 3, 31), date(2013, 6, 30))
    assert selection.years(readings) == (2012, 2013)
    assert selection.years(readings[4:]) is None
    assert selection.shared_days(readings[4:]) is None


def test_values_are_shared_by_unit_and_only_where_charts_share_it(readings: list[Reading]) -> None:
    assert selection.shared_values(readings, ViewState()) == {"percent": (9.0, 40.0)}


def test_counts_share_a_scale_only_of_the_same_things() -> None:
    made = catalogue(
        an_indicator("a", figure("2013", 4), unit="count", of="children"),
        an_indicator("b", figure("2013", 400), unit="count", of="carers"),
        an_indicator("c", figure("2013", 8), unit="count", of="children"),
    )
    assert selection.shared_values(read_all(made, TODAY), ViewState()) == {"count children": (4.0, 8.0)}


def ends(made: Catalogue, choice: ViewState) -> list[tuple[float, float]]:
    """Where the value axis of each indicator's chart begins and ends: upright over time, lying in a strip."""
    readings = read_all(made, TODAY)
    asked = selection.drawings(readings, choice, {})
    drawn = [chart_for(one, palette=LIGHT, sources=made.sources, drawing=asked[one.indicator.id]) for one in readings]
    found = []
    for chart in drawn:
        assert chart is not None
        encoded = [layer.get("encoding", {}) for layer in render.spec(chart)["layer"]]
        scales = [one[way]["scale"] for one in encoded for way in ("x", "y") if (one.get(way) or {}).get("scale")]
        (domain,) = {tuple(one["domain"]) for one in scales if isinstance(one["domain"][0], (int, float))}
        found.append(domain)
    return found


@pytest.mark.parametrize("unit", ["weeks", "days", "percent"])
def test_limits_are_on_the_shared_scale_unless_they_are_hidden(unit: str) -> None:
    wide = (40, 60, 38, 62, 41, 59, 40, 61, 39, 60, 42, 70)
    made = catalogue(
        an_indicator("wide", *quarters(2008, *wide), unit=unit),
        an_indicator("steady", *quarters(2008, *STEADY[:6], *STEADY[:6]), unit=unit),
        an_indicator("short", *quarters(2008, 20, 22), unit=unit),
    )
    with_limits = ends(made, ViewState())
    assert len(set(with_limits)) == 1
    assert with_limits[0][1] == {"percent": 100}.get(unit, 150)
    without = ends(made, ViewState(hidden=frozenset(["limits"])))
    assert set(without) == {(0, 80)}
    assert len(set(ends(made, ViewState(own_scale=True)))) == 3


def test_how_far_chance_reaches_is_on_the_shared_scale_where_it_is_asked_for() -> None:
    def years(id: str, whole: int, *parts: int) -> dict:
        periods = [f"{2009 + n}" for n in range(len(parts))]
        counts = [{"numerator": part, "denominator": whole} for part in parts]
        shares = [f"{100 * part / whole:.1f}" for part in parts]
        figures = [figure(when, share, **of) for when, share, of in zip(periods, shares, counts, strict=True)]
        return an_indicator(id, *figures, frequency="calendar year")

    made = catalogue(years("few", 20, 3, 4, 2, 5), years("many", 1000, 10, 11, 12, 10))
    assert set(ends(made, ViewState(chance=True))) == {(0, 50)}
    assert set(ends(made, ViewState())) == {(0, 25)}


def test_strips_stand_on_the_shared_scale_and_percentages_on_a_hundred() -> None:
    weeks = [
        an_indicator(name, figure("2013/14 Q1", value), unit="weeks") for name, value in (("long", 40), ("brief", 12))
    ]
    shares = [an_indicator(name, figure("2013/14 Q1", value)) for name, value in (("half", 50), ("tenth", 10))]
    made = catalogue(*weeks, *shares)
    assert ends(made, ViewState()) == [(0, 40), (0, 40), (0, 100), (0, 100)]
    assert ends(made, ViewState(own_scale=True)) == [(0, 40), (0, 15), (0, 100), (0, 100)]


def test_predictions_stay_within_the_years_they_are_of() -> None:
    made = catalogue(an_indicator("p", figure("2011/12 academic year", 9), predicted("2012/13 academic year", 17)))
    reading = read_all(made, TODAY)[0]
    assert len(selection.narrow(made, reading, ViewState(last=2012), TODAY).predictions) == 0
    assert len(selection.narrow(made, reading, ViewState(first=2013), TODAY).predictions) == 1


@pytest.mark.parametrize(
    ("count", "made", "here", "page", "pages"),
    [
        (14, ViewState(), 6, 1, 3),
        (14, ViewState(page=3), 2, 3, 3),
        (14, ViewState(page=9), 2, 3, 3),
        (6, ViewState(), 6, 1, 1),
        (0, ViewState(), 0, 1, 1),
        (14, ViewState(large=True, page=14), 1, 14, 14),
    ],
)
def test_six_small_charts_a_screen_or_one_large(count: int, made: ViewState, here: int, page: int, pages: int) -> None:
    readings = (
        read_all(catalogue(*(an_indicator(f"m{n}", figure("2013", n)) for n in range(count))), TODAY) if count else []
    )
    found, at, of = selection.page_of(readings, made)
    assert (len(found), at, of) == (here, page, pages)


def test_title_brings_what_a_reader_must_be_careful_about() -> None:
    careful = real("re-offending")
    assert careful.indicator.caution
    told = trends_page.title(careful, ViewState())
    assert "Caution." in told
    assert "worse although the number fell" in told
    assert "Caution" not in trends_page.title(reading(figure("2013/14 Q1", 40)), ViewState())


def test_a_finding_that_no_indicator_has_says_how_many_could_have_it() -> None:
    readings = [reading(figure("2013/14 Q1", 40)), reading(figure("2012/13 Q4", 42), figure("2013/14 Q1", 40))]
    told = trends_page.count_of_charts([], 1, 1, ViewState(finding="worse"), candidates=readings)
    assert "1 of 2 can be compared with an earlier figure" in told
