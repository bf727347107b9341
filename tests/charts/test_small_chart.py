"""The small chart of a published series: what is joined, where the scale starts, and names that overlap nowhere."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from metrics.analysis.reading import read_all
from metrics.charts.small_chart import HEIGHT, LINE, Line, SmallChart, small_chart
from tests.support.make import TODAY, Entry
from tests.support.published_series import england, neighbours, published_catalogue, row, series, years


def chart(
    own: list[Entry], others: list[Entry] | None = None, *, named: tuple[str, ...] = (), **keys: Any
) -> SmallChart:
    reading = read_all(published_catalogue(series("one", own, others, **keys)), TODAY)[0]
    assert reading.published is not None
    return small_chart(reading, reading.published, neighbours=named)


def line(drawn: SmallChart, who: str) -> Line:
    return next(one for one in drawn.lines if one.who == who)


def runs(drawn: SmallChart, who: str = "council") -> list[int]:
    return [len(run) for run in line(drawn, who).runs]


def test_years_that_follow_on_each_other_are_one_line() -> None:
    assert runs(chart(years(2018, 20, 25, 30))) == [3]


def test_a_year_without_a_figure_ends_the_line() -> None:
    assert runs(chart([*years(2014, 20, 25), *years(2018, 30, 35, 31)])) == [2, 3]


def test_a_code_ends_the_line_and_stands_in_its_gap() -> None:
    drawn = chart([*years(2018, 20, 25), row("2020/21 financial year", code="c"), *years(2021, 30)])
    assert runs(drawn) == [2, 1]
    assert [note.words for note in drawn.codes] == ["[c]"]
    (gap,) = [note.at for note in drawn.codes]
    assert line(drawn, "council").spots[1].x < gap < line(drawn, "council").spots[2].x


def test_two_figures_are_two_dots() -> None:
    drawn = chart(years(2018, 20, 25), england(2018, 30, 31))
    assert (runs(drawn), runs(drawn, "England")) == ([1, 1], [1, 1])


def test_years_to_a_date_join_only_where_they_share_no_day() -> None:
    apart = [row(f"year to 30 September {year}", 20 + year - 2018) for year in (2018, 2019, 2020)]
    sharing = [
        row(f"year to {day}", 20) for day in ("30 June 2018", "30 September 2018", "31 December 2018", "30 June 2020")
    ]
    assert runs(chart(apart)) == [3]
    assert runs(chart([row for row in sharing if "December" not in row["period"]])) == [1, 1, 1]


def test_scale_starts_at_zero_unless_the_figures_would_lie_flat() -> None:
    assert chart(years(2018, 10, 25, 30)).starts_at == ""
    assert chart(years(2018, 92, 93, 96)).starts_at == "80%"


def test_other_areas_count_for_the_scale() -> None:
    assert chart(years(2018, 92, 93, 96), england(2018, 20, 21, 22)).starts_at == ""


def test_equal_figures_keep_their_scale_from_zero() -> None:
    assert chart(years(2018, 90, 90, 90)).starts_at == ""


def test_scale_starts_at_zero_where_that_is_asked_for() -> None:
    reading = read_all(published_catalogue(series("one", years(2018, 92, 93, 96))), TODAY)[0]
    assert reading.published is not None
    drawn = small_chart(reading, reading.published, from_zero=True)
    assert (drawn.starts_at, drawn.values[0].words) == ("", "0%")


def test_names_at_the_ends_overlap_nowhere_and_stay_by_the_plot() -> None:
    drawn = chart(years(2018, 30, 31, 32), [*england(2018, 32, 32, 32), *neighbours(2018, 31, 32, 32)])
    tops = sorted(label.top for label in drawn.labels)
    assert all(below - above >= LINE - 0.1 for above, below in pairwise(tops))
    assert tops[0] >= -4
    assert tops[-1] + LINE <= HEIGHT + 4
    assert [label.words for label in drawn.labels] == ["Medway 32%", "England 32%", "Neighbours 32%"]


def test_a_line_that_ends_earlier_tells_no_value_as_if_it_were_the_newest() -> None:
    drawn = chart(years(2018, 30, 31, 32), england(2018, 32, 33))
    assert [label.words for label in drawn.labels] == ["Medway 32%", "England"]


def test_a_code_as_the_newest_stands_in_place_of_the_number_before() -> None:
    drawn = chart([*years(2018, 30, 31), row("2020/21 financial year", code="c")])
    assert [label.words for label in drawn.labels] == ["Medway [c]"]


def test_neighbours_of_another_model_are_not_drawn_as_one_line_with_the_newest() -> None:
    old = neighbours(2016, 40, 41, model="April 2021 model")
    drawn = chart(years(2016, 30, 31, 32, 33, 34), [*old, *neighbours(2018, 50, 51, 52)])
    assert [spot.words for spot in line(drawn, "neighbours").spots] == [
        "Neighbours, year to March 2019: 50%",
        "Neighbours, year to March 2020: 51%",
        "Neighbours, year to March 2021: 52%",
    ]


def test_another_definition_is_not_drawn() -> None:
    drawn = chart(years(2018, 30, 31, 32), england(2018, 20, 21, 22, group="children under 16"))
    assert [one.who for one in drawn.lines] == ["council"]


def test_counts_of_other_areas_are_not_drawn() -> None:
    drawn = chart(years(2018, 10, 12, 14), england(2018, 900, 910, 920), unit="count", of="young people")
    assert [one.who for one in drawn.lines] == ["council"]
    assert drawn.values[1].words == "15"


def test_each_neighbour_is_a_dot_where_it_is_asked_for_and_its_rows_were_brought() -> None:
    kent = [*years(2018, 40, 41, 42, area="Kent"), *years(2018, 45, 46, 47, area="Somewhere else")]
    asked = chart(years(2018, 30, 31, 32), kent, named=("Kent", "Swindon"))
    assert [(one.who, [len(run) for run in one.runs]) for one in asked.lines] == [
        ("neighbour", [1, 1, 1]),
        ("council", [3]),
    ]
    assert asked.areas == ("Medway", "Kent")
    assert [one.who for one in chart(years(2018, 30, 31, 32), kent).lines] == ["council"]


def test_table_holds_every_number_that_is_drawn() -> None:
    drawn = chart(years(2018, 30, 31, 32), [*england(2018, 20, 21, 22), *neighbours(2019, 25, 26)])
    held = {figure.value for _, figures in drawn.table for figure in figures if figure is not None}
    spots = sum(len(one.spots) for one in drawn.lines)
    assert held == {30, 31, 32, 20, 21, 22, 25, 26}
    assert spots == len(held)
    assert [period.label[:7] for period, _ in drawn.table] == ["2020/21", "2019/20", "2018/19"]


def test_one_figure_stands_at_the_end_beside_its_name() -> None:
    drawn = chart([row("30 September 2011", 69)])
    assert [spot.x for spot in line(drawn, "council").spots] == [100]
    assert [note.words for note in drawn.periods] == ["2011"]
