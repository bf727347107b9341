"""Who is not known: the contract's field, its rules, its disclosure, and the rate among those known."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from metrics.analysis import suppression, unknown_shares
from metrics.analysis.reading import read
from metrics.catalogue.diff import losses
from metrics.catalogue.load import parse
from metrics.catalogue.problems import Refused
from metrics.charts import chart_series, render
from metrics.charts.chart_form import chart_for
from metrics.charts.palette import LIGHT
from metrics.exports import chart_tables, citations, tidy
from metrics.markup import indicator_page, scorecard, trends_page
from metrics.markup.published import section
from metrics.wording import findings, formatting, published
from tests.support.make import DATA, TODAY, catalogue, comparator, figure, hub, indicator, reading
from tests.support.make import text as written
from tests.support.published_files import ACCOMMODATION, proposed, real


def words(**keys: object) -> str:
    found = reading(figure("2024/25 financial year", **keys), frequency="financial year")  # type: ignore[arg-type]
    assert found.latest is not None
    return formatting.unknown_words(found.latest, found.indicator)


def test_rate_among_those_known_stands_beside_the_published_one() -> None:
    assert words(value=84, numerator=135, denominator=160, unknown=14) == (
        "of 160, 14 (9%) not known; 92.5% of the 146 known"
    )


def test_rounded_counts_give_a_rate_that_is_about_right() -> None:
    told = words(value=89, numerator=36750, denominator=41470, unknown=2620, counts_rounded_to=10)
    assert told == "of 41,470, 2,620 (6%) not known; about 94.6% of the 38,850 known"


def test_none_unknown_is_said_and_no_second_rate_is_given() -> None:
    assert words(value=100, numerator=45, denominator=45, unknown=0) == "none of the 45 is not known"


def test_nothing_is_said_where_the_source_gives_no_unknown() -> None:
    """Medway 2024: 141 of 151, the other two cells suppressed. What is left is not worked out."""
    assert words(value=93, numerator=141, denominator=151) == ""


def test_nobody_known_gives_no_rate() -> None:
    assert words(code="x", denominator=12, unknown=12) == "of 12, 12 (100%) not known"


def test_share_is_given_without_a_rate_where_the_indicator_is_no_percentage() -> None:
    one = reading(figure("2013/14 Q1", 40, denominator=50, unknown=1), unit="count", of="children")
    assert one.latest is not None
    found = unknown_shares.known_share(one.latest, one.indicator)
    assert found is not None
    assert (found.known, found.share, found.rate) == (49, 2, None)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"unknown": 3}, "3 not known, but not of how many; write the denominator, or take it out"),
        (
            {"numerator": 40, "denominator": 160, "unknown": 161, "value": 25},
            "161 not known are more than the 160 counted; mend one of them",
        ),
        (
            {"numerator": 135, "denominator": 160, "unknown": 26, "value": 84},
            "135 and 26 not known are more than the 160 counted; mend one of them",
        ),
        ({"numerator": 4, "denominator": 16, "unknown": "few", "value": 25}, "'few' is not a number"),
    ],
)
@pytest.mark.parametrize("kind", ["observations", "comparators", "own_series"])
def test_unknown_that_can_t_be_is_refused(kind: str, keys: dict[str, object], sentence: str) -> None:
    made = {"value": 25, **keys}
    given = comparator("2013/14 Q1", **made) if kind == "comparators" else figure("2013/14 Q1", **made)  # type: ignore[arg-type]
    own = [given] if kind == "observations" else [figure("2013/14 Q1", 25)]
    lists = {} if kind == "observations" else {kind: [given]}
    with pytest.raises(Refused) as refused:
        parse(written(indicator(*own, **lists)))
    assert [one for one in refused.value.problems if sentence in one.what and one.where.endswith("unknown")]


def test_counts_rounded_to_ten_may_overlap_by_their_rounding() -> None:
    rounded = figure("2013/14 Q1", 93, numerator=140, denominator=150, unknown=20, counts_rounded_to=10)
    assert parse(written(indicator(rounded)))


@pytest.mark.parametrize(
    "counts",
    [
        {"value": 84, "numerator": 135, "denominator": 160, "unknown": 3},
        {"value": 84, "numerator": 135, "denominator": 160, "unknown": 22},
        {"value": 84, "numerator": 135, "denominator": 160, "unknown": 159 - 135},
    ],
)
def test_small_unknown_or_what_it_leaves_is_suppressed_with_the_other_counts(counts: dict[str, int]) -> None:
    shown = suppression.suppress(catalogue(indicator(hub("2013/14 Q1", **counts)))).indicators[0].observations[0]
    assert (shown.code, shown.value, shown.numerator, shown.denominator, shown.unknown) == ("c", *[None] * 4)


def test_unknown_large_enough_is_shown() -> None:
    counts = {"value": 75, "numerator": 120, "denominator": 160, "unknown": 14}
    shown = suppression.suppress(catalogue(indicator(hub("2013/14 Q1", **counts)))).indicators[0].observations[0]
    assert shown.unknown == 14


def test_published_unknown_is_shown_as_published() -> None:
    counts = {"value": 95, "numerator": 138, "denominator": 145, "unknown": 1}
    shown = suppression.suppress(catalogue(indicator(figure("2013/14 Q1", **counts)))).indicators[0].observations[0]
    assert shown.unknown == 1


def test_unknown_changed_by_hand_is_told() -> None:
    before, after = (
        catalogue(indicator(figure("2013/14 Q1", 84, numerator=135, denominator=160, unknown=one))) for one in (14, 15)
    )
    (loss,) = losses(before, after)
    assert str(loss) == "Not in education, employment or training: the figure for 2013/14 Q1 was changed"


def test_unknown_may_be_added_by_hand() -> None:
    counts = {"numerator": 135, "denominator": 160}
    before = catalogue(indicator(figure("2013/14 Q1", 84, **counts)))
    after = catalogue(indicator(figure("2013/14 Q1", 84, **counts, unknown=14)))
    assert losses(before, after) == ()


def test_sources_of_an_indicator_say_who_is_not_known() -> None:
    counts = {"value": 84, "numerator": 135, "denominator": 160, "unknown": 14}
    made = catalogue(
        indicator(
            figure("2013/14 Q1", **counts),
            comparators=[comparator("2013/14 Q1", **counts)],
            own_series=[figure("2013/14 Q1", **counts)],
        )
    )
    notes = [one.notes for one in citations.citations(made, made.indicators[0])]
    assert notes == [("Of 160, 14 (9%) not known; 92.5% of the 146 known",)] * 3


KNOWN = "of 160, 14 (9%) not known; 92.5% of the 146 known"
COUNTS = {"value": 84, "numerator": 135, "denominator": 160, "unknown": 14}


def test_finding_and_scorecard_say_who_is_not_known_beside_the_outcome() -> None:
    one = reading(figure("2013/14 Q1", **COUNTS))
    assert findings.finding(one) == "84% in April to June 2013. Of 160, 14 (9%) not known; 92.5% of the 146 known."
    assert indicator_page.head(one).count("92.5%") == 1
    assert KNOWN in scorecard.theme_tables([one], {}, "all")


def test_imported_figure_is_told_with_who_is_not_known_everywhere() -> None:
    taken = real(ACCOMMODATION)
    proposal = proposed(DATA.read_text(encoding="utf-8"), taken)
    assert proposal.amended is not None
    shown = suppression.suppress(proposal.amended.catalogue)
    indicator_ = shown.indicator("suitable-accommodation")
    assert indicator_ is not None
    one = read(shown, indicator_, date(2026, 1, 1))
    told = "DfE, year to March 2025: 84% (135 of 160) of care leavers aged 19 to 21, only partly the same indicator"
    assert f"{told}; {KNOWN}; " in findings.finding(one)
    assert KNOWN in published.line(one)
    assert formatting.capital(KNOWN) in section(shown, one)
    assert formatting.capital(KNOWN) in trends_page.table(shown, one)
    rows = tidy.figures(shown, {"suitable-accommodation"}).set_index(["series", "period"])
    assert rows.loc[("own_series", "2024/25 financial year"), "unknown"] == 14


def test_table_has_a_column_for_those_not_known_only_where_a_source_tells_of_them() -> None:
    without = catalogue(indicator(figure("2013/14 Q1", 84)))
    assert "Not known" not in chart_tables.table_behind_chart(without, without.indicators[0])
    made = catalogue(indicator(figure("2012/13 Q4", 84), figure("2013/14 Q1", **COUNTS)))
    table = chart_tables.table_behind_chart(made, made.indicators[0])
    assert list(table.columns[3:]) == ["Marker", "Counts", "Not known", "Where"]
    assert table["Not known"].tolist() == ["", formatting.capital(KNOWN)]


@pytest.mark.parametrize("before", [(), ("2012/13 Q3", "2012/13 Q4")])
def test_mark_tells_who_is_not_known(before: tuple[str, ...]) -> None:
    own = [*(figure(period, 80) for period in before), figure("2013/14 Q1", **COUNTS)]
    made = catalogue(indicator(*own, own_series=[figure("2012/13 Q4", **COUNTS)]))
    one = read(made, made.indicators[0], TODAY)
    for series in (
        *chart_series.council_series(one, "Medway", {}, dated=True),
        *chart_series.own_series(one, "Medway", {}),
    ):
        assert series.marks[-1].description.endswith(KNOWN)
    chart = chart_for(one, palette=LIGHT, area="Medway", sources=made.sources)
    assert chart is not None
    statuses = re.findall(r'"status": "([^"]*)"', json.dumps(render.spec(chart)))
    assert statuses.count(f"final, {KNOWN}") >= 2
