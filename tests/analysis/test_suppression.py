"""Small numbers: what is suppressed, and that nothing anywhere tells what was.

Most tests here compare two files that differ only in a small number: whatever
the product says of the one it must say of the other, to the letter.
"""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metrics.__main__ import main
from metrics.analysis import suppression
from metrics.analysis.reading import look_first, read_all
from metrics.analysis.small_numbers import is_small
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem
from metrics.charts import card_chart, render
from metrics.charts.chart_form import chart_for
from metrics.charts.palette import LIGHT
from metrics.exports import chart_tables, citations, reading_json, tidy
from metrics.markup import home, indicator_page, method_page, page, scorecard
from metrics.wording import alt_text, findings, freshness, tallies, uncertainty
from tests.support.make import TODAY, catalogue, comparator, figure, hub, indicator, said, target, text, whole

Q3, Q4, Q1, Q2 = "2012/13 Q3", "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
CHILDREN = {"unit": "count", "of": "children"}


def shown(*observations: dict, **keys: Any) -> Catalogue:
    return suppression.suppress(catalogue(indicator(*observations, **keys)))


def values(*observations: dict, **keys: Any) -> list[Decimal | str | None]:
    """What may be shown of these figures: each its value or its code."""
    (one,) = shown(*observations, **keys).indicators
    return [observation.code or observation.value for observation in one.observations]


# ---- what is suppressed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "expected"),
    [("0", 0), ("1", "c"), ("2", "c"), ("3", "c"), ("4", "c"), ("5", "c"), ("5.5", "c"), ("6", 6), ("400", 400)],
)
def test_internal_count_of_people_below_six_and_not_zero_is_suppressed(count, expected):
    assert values(hub(Q1, count), **CHILDREN) == [expected]


@pytest.mark.parametrize("below", [0, 1, 3, 11])
def test_threshold_is_the_organisations_own(below):
    organisation = {"name": "Medway Council", "area": "Medway", "contact": "the hub", "suppress_below": below}
    made = suppression.suppress(
        catalogue(*(indicator(hub(Q1, n), id=f"m{n}", **CHILDREN) for n in range(13)), organisation=organisation)
    )
    assert [n for n, one in enumerate(made.indicators) if one.observations[0].code] == list(range(1, below))


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "suppressed"),
    [
        ("7.3", 3, 41, True),
        ("92.7", 38, 41, True),  # the complement is 3
        ("0", 0, 41, False),
        ("100", 41, 41, False),
        ("14.6", 6, 41, False),
        ("85.4", 35, 41, False),  # the complement is 6
        ("0", 0, 4, True),  # all four did not
        ("50", 2, 4, True),
    ],
)
def test_percentage_is_suppressed_for_a_small_count_or_complement(value, numerator, denominator, suppressed):
    found = values(hub(Q1, value, numerator=numerator, denominator=denominator))
    assert found == (["c"] if suppressed else [Decimal(value)])


def test_percentage_without_counts_is_shown():
    assert values(hub(Q1, "7.3")) == [Decimal("7.3")]


def test_count_is_worked_out_from_a_rate_and_its_denominator():
    rate = {"unit": "per 10,000"}
    assert values(hub(Q1, "0.5", denominator=60_000), **rate) == ["c"]
    assert values(hub(Q1, "5.0", denominator=60_000), **rate) == [5]
    (one,) = catalogue(indicator(hub(Q1, "7.3", numerator=9, denominator=123))).indicators
    lone = one.observations[0].model_copy(update={"numerator": None, "denominator": 41})
    assert is_small(lone, one, 6)


def test_small_count_behind_any_unit_is_suppressed():
    assert values(hub(Q1, "0.5", numerator=3), unit="per 10,000") == ["c"]
    assert values(hub(Q1, 46, denominator=3), unit="weeks") == ["c"]
    assert values(hub(Q1, 46, denominator=30), unit="weeks") == [46]


@pytest.mark.parametrize("of", ["children's homes", "providers", "complaints", "cases per worker", "changes per child"])
def test_things_and_averages_are_not_people(of):
    assert values(hub(Q1, 2), unit="count", of=of) == [2]


@pytest.mark.parametrize(
    "of",
    [
        *("children", "young people", "foster carers", "children and young people", "girls", "placements"),
        *("children in residential homes", "Children missing for 2 days", "young people with complaints"),
        *("children with cases open", "care leavers in homes", "persons subject to complaints"),
    ],
)
def test_people_are_people(of):
    assert values(hub(Q1, 2), unit="count", of=of) == ["c"]


@pytest.mark.parametrize(
    ("of", "counted", "suppressed"),
    [
        ("changes per child", (5, 4), True),
        ("changes per child", (5, 40), True),  # what changes are is not known to be no people
        ("changes per child", (50, 40), False),
        ("reviews per child", (5, 40), False),
        ("cases per worker", (5, 4), True),
        ("children per home", (5, 40), True),
    ],
)
def test_average_is_suppressed_for_few_people_behind_it(of, counted, suppressed):
    numerator, denominator = counted
    value = numerator / denominator
    found = values(hub(Q1, f"{value:.3f}", numerator=numerator, denominator=denominator), unit="count", of=of)
    assert (found == ["c"]) is suppressed


def test_published_figures_are_shown_as_published():
    one = shown(
        figure(Q1, 3, quote="only 3 children"),
        own_series=[figure(Q4, 2, group="looked-after children")],
        comparators=[comparator(Q4, 4)],
        **CHILDREN,
    ).indicators[0]
    assert [one.observations[0].value, one.own_series[0].value, one.comparators[0].value] == [3, 2, 4]
    assert one.observations[0].quote == "only 3 children"


def test_report_figures_of_the_repository_are_all_shown():
    published = {id for id, source in whole().sources.items() if source.kind == "published"}
    shown_whole = suppression.suppress(whole())
    for before, after in zip(whole().indicators, shown_whole.indicators, strict=True):
        assert [one for one in before.observations if one.source in published] == [
            one for one in after.observations if one.source in published
        ]


def test_zero_and_missing_figures_keep_their_own_marks():
    assert values(hub(Q4, 0), hub(Q1, code="x"), **CHILDREN) == [0, "x"]


def test_catalogue_in_the_file_keeps_its_true_values():
    made = catalogue(indicator(hub(Q1, 3), **CHILDREN))
    suppression.suppress(made)
    assert made.indicators[0].observations[0].value == 3


# ---- what would reveal it ----------------------------------------------------------------------------


def test_every_line_of_a_suppressed_period_is_suppressed():
    signed = {"status": "revised", "by": "hub", "on": date(2013, 9, 1), "reason": "was 3"}
    assert values(hub(Q4, 9), hub(Q1, 3), hub(Q1, 8, **signed), **CHILDREN) == [9, "c", "c"]
    assert values(hub(Q1, 8), hub(Q1, 3, **signed), **CHILDREN) == ["c", "c"]


def test_total_of_the_year_is_suppressed_with_its_small_quarter():
    quarters = [hub(f"2012/13 Q{n}", count) for n, count in ((1, 9), (2, 9), (3, 9), (4, 3))]
    found = values(*quarters, hub("2012/13 financial year", 30), hub(Q1, 9), **CHILDREN)
    assert found == [9, 9, 9, "c", "c", 9]


def test_count_on_a_day_is_no_part_of_a_years_total():
    assert values(hub("31 March 2013", 3), hub("2012/13 financial year", 30), **CHILDREN) == ["c", 30]


def test_suppressed_figure_leaves_no_change_target_or_comparison():
    made = shown(hub(Q4, 9), hub(Q1, 3), targets=[target(0)], comparators=[comparator(Q1, 5)], **CHILDREN)
    (one,) = read_all(made, TODAY)
    assert one.latest is not None
    assert one.latest.code == "c"
    assert (one.change, one.previous, one.verdict, one.comparison, one.points) == (None, None, None, None, 1)
    assert one.target is not None
    assert (one.target.gap, one.target.met) == (None, None)


def test_figure_after_a_suppressed_one_has_no_change():
    (one,) = read_all(shown(hub(Q4, 3), hub(Q1, 9), **CHILDREN), TODAY)
    assert (one.change, one.missing) == (None, "earlier code")


def test_texts_that_could_repeat_a_suppressed_figure_are_gone():
    texts = {
        "quote": "three children, 3 in all",
        "note": "3 children of one family",
        "commentary": "All 3 were found places",
        "break_before": "new definition, which leaves 3",
    }
    signed = {"status": "revised", "by": "hub", "on": date(2013, 9, 1), "reason": "it was 3 and not 8"}
    one = shown(hub(Q1, 8), hub(Q1, 3, **texts, **signed), said=[said("only 3", source="hub")], **CHILDREN)
    assert "3" not in re.sub(r"2013|/13|/14", "", json.dumps([_told(one)], default=str))


def _told(made: Catalogue) -> list[Any]:
    (one,) = made.indicators
    return [one.observations[-1].model_dump(exclude={"period"}), [said.words for said in one.said]]


def test_break_of_a_suppressed_figure_is_kept_in_other_words():
    made = shown(hub(Q4, 9), hub(Q1, 3, break_before="new definition: 3 left"), hub(Q2, 9), **CHILDREN)
    (one,) = read_all(made, TODAY)
    assert one.points == 1
    assert made.indicators[0].observations[1].break_before == "the definition changed"


# ---- nothing tells what was --------------------------------------------------------------------------


def everything(made: Catalogue) -> str:
    """All that anyone may see of a catalogue: pages, tables, charts, downloads."""
    view = suppression.suppress(made)
    readings = read_all(view, TODAY)
    told: list[object] = [
        freshness.freshness_words(view, TODAY),
        tallies.counts_sentence(readings),
        method_page.source_list(view),
        method_page.cautions(view),
        tidy.csv_bytes(tidy.figures(view)).decode(),
        [one.indicator.id for one in look_first(readings)],
    ]
    for show in scorecard.FILTERS:
        told += [home.first_screen(readings, {}, show), scorecard.theme_tables(readings, {}, show)]
    for one in readings:
        table = chart_tables.table_behind_chart(view, one.indicator)
        told += [
            findings.finding(one),
            alt_text.alt(one),
            getattr(card_chart.card_chart(one), "labels", ()),
            alt_text.picture_title(one),
            alt_text.picture_alt(one),
            indicator_page.head(one),
            indicator_page.said(one, editor=True),
            indicator_page.comparisons(view, one.indicator),
            indicator_page.figures(view, one),
            page.figures_table(table, "figures"),
            citations.citations(view, one.indicator),
            chart_tables.listed_comparators(view, one.indicator),
            uncertainty.variation_text(one),
            reading_json.as_json(one),
        ]
        chart = chart_for(one, palette=LIGHT, area="Medway", sources=view.sources)
        told.append(
            None if chart is None else re.sub(r"(data|view|param|layer)[-_]\w+", "", json.dumps(render.spec(chart)))
        )
    return "\n".join(map(str, told))


def revision(period: str, value: object, **keys: Any) -> dict:
    return hub(period, value, **{"status": "revised", "by": "hub", "on": date(2013, 9, 1), "reason": "late", **keys})


def year(last: int) -> list[dict]:
    quarters = [hub(f"2012/13 Q{n}", count) for n, count in ((1, 9), (2, 9), (3, 9), (4, last))]
    return [*quarters, hub("2012/13 financial year", 27 + last)]


SMALL = {
    "a count": [indicator(hub(Q4, 9), hub(Q1, n), **CHILDREN) for n in (3, 4)],
    "a count before the latest": [indicator(hub(Q4, n), hub(Q1, 9), **CHILDREN) for n in (3, 4)],
    "a count between others": [indicator(hub(Q3, 9), hub(Q4, n), hub(Q1, 9), **CHILDREN) for n in (3, 4)],
    "a share": [indicator(hub(Q4, 20), hub(Q1, v, numerator=n, denominator=41)) for n, v in ((3, "7.3"), (4, "9.8"))],
    "a complement": [
        indicator(
            hub(Q4, 80), hub(Q1, v, numerator=n, denominator=41), targets=[target(100)], polarity="higher_is_better"
        )
        for n, v in ((38, "92.7"), (37, "90.2"))
    ],
    "a share that misses a duty of all": [
        indicator(
            hub(Q4, 80),
            hub(Q1, v, numerator=n, denominator=41),
            targets=[target(100, kind="statutory duty"), target(91)],
            comparators=[comparator(Q1, 91)],
            polarity="higher_is_better",
        )
        for n, v in ((38, "92.7"), (37, "90.2"))
    ],
    "a share that a publisher lends no counts": [
        indicator(hub(Q1, v), own_series=[hub(Q1, v, numerator=n, denominator=41)], comparators=[comparator(Q1, 20)])
        for n, v in ((3, "7.3"), (4, "9.8"))
    ],
    "the share of a year before": [
        indicator(hub("2012/13 Q1", v, numerator=n, denominator=41), hub(Q1, 22, numerator=9, denominator=41))
        for n, v in ((3, "7.3"), (4, "9.8"))
    ],
    "a revised count": [indicator(hub(Q1, n), revision(Q1, n + 5, reason=f"was {n}"), **CHILDREN) for n in (3, 4)],
    "a total": [indicator(*year(n), **CHILDREN) for n in (3, 4)],
    "a coded figure with counts": [indicator(hub(Q1, code="c", numerator=n, denominator=41)) for n in (3, 4)],
    "a prediction": [
        indicator(hub(Q1, 9), hub(Q2, n, status="predicted", predicted_by="hub"), **CHILDREN) for n in (3, 4)
    ],
    "the outcome of a prediction": [
        indicator(hub(Q1, 9, status="predicted", predicted_by="hub"), hub(Q1, n), **CHILDREN) for n in (3, 4)
    ],
    "a comparator": [
        indicator(figure(Q1, 26), comparators=[comparator(Q1, v, numerator=n, denominator=41, source="hub")])
        for n, v in ((3, "7.3"), (4, "9.8"))
    ],
    "the same figure in its own series": [
        indicator(hub(Q1, v, numerator=n, denominator=41), own_series=[figure(Q1, v, source="hub")])
        for n, v in ((3, "7.3"), (4, "9.8"))
    ],
    "a figure told in texts": [
        indicator(
            hub(Q1, n, quote=f"{n} children", note=f"{n} of one family", commentary=f"all {n}"),
            said=[said(f"only {n}", source="hub")],
            **CHILDREN,
        )
        for n in (3, 4)
    ],
    "a figure beside a target and a comparator": [
        indicator(hub(Q1, n), targets=[target(4)], comparators=[comparator(Q1, 4)], **CHILDREN) for n in (3, 5)
    ],
}


@pytest.mark.parametrize("pair", SMALL.values(), ids=SMALL)
def test_pages_tables_charts_and_downloads_are_the_same_whatever_the_small_number(pair):
    first, second = (everything(catalogue(one)) for one in pair)
    assert first == second


@pytest.mark.parametrize(("numerator", "left"), [(39, [38, 37]), (3, [1, 2])])
def test_missed_duty_of_all_is_told_without_telling_by_how_many(numerator: int, left: list[int]) -> None:
    """Some are left out, whoever they are; the number isn't told (reporting: Target)."""
    duty = {"targets": [target(100, kind="statutory duty")], "polarity": "higher_is_better"}
    lines = [hub(Q1, round(100 * n / 41, 1), numerator=n, denominator=41) for n in (numerator, *left)]
    told = {everything(catalogue(indicator(line, **duty))) for line in lines}
    assert len(told) == 1
    assert "the number is not shown" in told.pop()


@pytest.mark.parametrize("command", ["figures", "figures --format json", "reading"])
@pytest.mark.parametrize("pair", SMALL.values(), ids=SMALL)
def test_command_line_is_the_same_whatever_the_small_number(pair, command, tmp_path: Path, capfdbinary):
    printed = []
    for number, one in enumerate(pair):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text(one), encoding="utf-8")
        today = ["--today", "2013-09-30"] if command == "reading" else []
        assert main([*command.split(), *today, "--data", str(path)]) == 0
        printed.append(capfdbinary.readouterr().out)
    assert printed[0] == printed[1]
    assert len(printed[0]) > 100


def test_the_comparison_of_two_files_notices_a_number_that_may_be_shown():
    first, second = (everything(catalogue(indicator(hub(Q4, 9), hub(Q1, n), **CHILDREN))) for n in (7, 8))
    assert first != second


def numbers_in(data: object) -> set[str]:
    """Every number that stands anywhere in JSON-like data, in texts too."""
    if isinstance(data, dict):
        return set().union(*map(numbers_in, data.values())) if data else set()
    if isinstance(data, (list, tuple)):
        return set().union(*map(numbers_in, data)) if data else set()
    return set(re.findall(r"\d+(?:\.\d+)?", str(data)))


def test_reading_holds_neither_a_suppressed_percentage_nor_its_counts(tmp_path, capfd):
    path = tmp_path / "indicators.yaml"
    small = hub(Q1, "7.32", numerator=3, denominator=41, note="3 of 41, that is 7.32%")
    path.write_text(text(indicator(hub(Q4, "20.5"), small)), encoding="utf-8")
    assert main(["reading", "--data", str(path), "--today", "2013-09-30"]) == 0
    (found,) = json.loads(capfd.readouterr().out)
    assert found["latest"] == {
        **dict.fromkeys(("value", "numerator", "denominator", "interval")),
        "code": "c",
        "period": Q1,
        "status": "final",
    }
    assert not numbers_in(found) & {"7.32", "7", "3", "41", "13.18"}


def test_periods_that_are_hidden_are_told_by_indicator():
    small = hub("2013/14 Q1", "2.5", numerator=3, denominator=120)
    made = catalogue(
        indicator(figure("2013/14 Q1", code="c"), id="open", name="Suppressed by its publisher"),
        indicator(small, id="figure", name="Small"),
        indicator(hub("2013/14 Q1", 40), id="other", name="Neighbours", comparators=[comparator(**small)]),
        indicator(hub("2013/14 Q1", 40), id="twin", name="Small"),
    )
    hidden = suppression.hidden_periods(suppression.suppress(made))
    assert {name: {period.label for period in found} for name, found in hidden.items()} == {
        "figure": {"2013/14 Q1"},
        "other": {"2013/14 Q1"},
    }


# ---- who signed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("Jo Bloggs (hub@council.example)", "Jo Bloggs"),
        ("hub@council.example", "an editor"),
        ("the hub", "the hub"),
    ],
)
def test_reader_is_told_who_signed_and_never_their_address(by: str, name: str) -> None:
    rebase = {"reason": "new team", "by": by, "on": date(2013, 9, 1)}
    made = catalogue(
        indicator(figure(Q4, 30), figure(Q1, 26, rebase_before=rebase), revision(Q1, 27, by=by, source="report"))
    )
    told = everything(made)
    assert "@" not in told
    assert f"by {name}: late" in told
    assert f"new team ({name}, 1 September 2013)" in told
    assert f"'by': '{name}'" in told
    assert made.indicators[0].observations[2].by == by, "the file keeps the whole signature"


def test_problem_of_an_unpublished_figure_tells_readers_its_place_and_not_what_stands_there():
    where = "neet > observations > 2013/14 Q1 > value"
    what, entry = "'3%' is not a number; write 3", "neet > observations > 2013/14 Q1"
    problem = Problem(9, where, what, loc=("indicators", 0), entry=entry)
    assert suppression.problem_for_readers(problem) == problem
    assert str(suppression.problem_for_readers(replace(problem, unpublished=True))) == (
        "indicators.yaml line 9: neet > observations > 2013/14 Q1: this line breaks a rule; "
        "the page Add a quarter and 'python -m metrics check' say which"
    )
