"""The table behind a chart: every number with codes, markers and place; and what is only listed."""

from datetime import date

from metrics.analysis.reading import read
from metrics.catalogue.models import Catalogue
from metrics.exports import chart_tables, citations
from tests.support.make import (
    SOURCES,
    TODAY,
    catalogue,
    comparator,
    figure,
    indicator,
    inspected,
    predicted,
    revised,
    target,
    whole,
)

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"


def rows(made: Catalogue) -> list[tuple[str, ...]]:
    """Whose, period, value, marker, counts and place, row by row."""
    return list(chart_tables.table_behind_chart(made, made.indicators[0]).itertuples(index=False, name=None))


# ---- behind the chart --------------------------------------------------------------------------------


def test_table_holds_every_number_of_the_chart_with_its_counts_and_place():
    made = catalogue(
        indicator(
            figure(Q1, "21.4", numerator=9, denominator=42),
            own_series=[figure(Q4, 31, group="care leavers", source="law", at="Table 8")],
            comparators=[comparator(Q1, "16.3", numerator=902, denominator=5545)],
            targets=[target(10, label="council target for 2013")],
        )
    )
    found = rows(made)
    assert [row[:5] for row in found] == [
        ("Medway", "April to June 2013", "21.4", "", "9 of 42"),
        ("Medway, as published by legislation.gov.uk, care leavers", "January to March 2013", "31", "", ""),
        ("England", "April to June 2013", "16.3", "", "902 of 5,545"),
        ("Council target for 2013", found[3][1], "10", "", ""),
    ]
    assert "2011" in found[3][1]
    assert ["paragraph 1" in row[5] for row in found] == [True, False, True, False]
    assert [row[5].split(", ")[0] for row in found] == ["Ofsted", "legislation.gov.uk", "Ofsted", "legislation.gov.uk"]


def test_codes_and_markers_stand_in_brackets_as_gss_writes_them():
    made = catalogue(
        indicator(
            figure("2012/13 Q3", code="c"),
            figure(Q4, 30, status="provisional", break_before="new definition"),
            figure(Q1, 26, status="approximate", marker="u"),
            revised(Q1, 27),
            predicted(Q2, 20),
        )
    )
    assert [row[2:4] for row in rows(made)] == [
        ("[c]", ""),
        ("30", "[p] [b]"),
        ("26", "[e] [u]"),
        ("27", "[r]"),
        ("20", "[f]"),
    ]


def test_words_have_no_row():
    words = [comparator(Q1, words="well below the national average")]
    made = catalogue(indicator(figure(Q1, 26), comparators=words, targets=[target(words="the accepted level")]))
    assert len(rows(made)) == 1


def test_comparator_says_its_group_where_it_is_another():
    both = [comparator(Q1, 14), comparator(Q1, 58, group="all pupils")]
    made = catalogue(indicator(figure(Q1, 26), comparators=both))
    assert [row[0] for row in rows(made)][1:] == ["England", "England, all pupils"]


def test_number_that_is_not_like_for_like_says_so_in_its_row():
    why = {"why": "another group"}
    made = catalogue(
        indicator(
            figure(Q1, 26),
            comparators=[comparator(Q1, 36, comparable="no", **why), comparator(Q4, 30, comparable="partly", **why)],
            own_series=[figure(Q4, 57, comparable="no", **why)],
        )
    )
    assert [row[0] for row in rows(made)][1:] == [
        "Medway, as published by Ofsted (not comparable)",
        "England (not comparable)",
        "England (only partly comparable)",
    ]


def test_release_is_named_and_a_figure_of_a_replaced_one_says_by_which():
    later = {"title": "Outcomes: 2014", "publisher": "Ofsted", "kind": "published", "published": date(2014, 12, 11)}
    made = catalogue(
        indicator(
            figure(Q1, 26),
            own_series=[figure(Q1, 83), figure(Q1, 82, source="later")],
            comparators=[
                comparator(Q1, 85, comparable="partly", why="at 19"),
                comparator(Q1, 86, comparable="partly", why="at 19", source="later"),
                comparator(Q4, 70),
                comparator(Q4, 71, source="law"),
            ],
        ),
        sources={**SOURCES, "later": later},
    )
    found = rows(made)[1:]
    new = "replaced by the release of 11 December 2014"
    assert [(row[0], row[2], row[5]) for row in found] == [
        (f"Medway, as published by Ofsted ({new})", "83", "Ofsted, Inspection report, paragraph 1"),
        ("Medway, as published by Ofsted", "82", "Ofsted, Outcomes: 2014, paragraph 1"),
        (f"England (only partly comparable; {new})", "85", "Ofsted, Inspection report, paragraph 1"),
        ("England (only partly comparable)", "86", "Ofsted, Outcomes: 2014, paragraph 1"),
        ("England (replaced by “The regulations”)", "70", "Ofsted, Inspection report, paragraph 1"),
        ("England", "71", "legislation.gov.uk, The regulations, paragraph 1"),
    ]
    notes = [one.notes for one in citations.citations(made, made.indicators[0])]
    assert notes[1] == ("Replaced by the release of 11 December 2014",)
    assert notes[2] == ()


def test_figure_published_after_the_inspection_says_why_it_is_not_the_one_drawn():
    judged = indicator(figure("31 March 2013", 3), id="overall", name="Overall", unit="grade", frequency="inspection")
    made = catalogue(
        indicator(
            figure(Q4, 26),
            comparators=[comparator(Q4, 70), comparator(Q4, 71, source="law", published_after=True)],
        ),
        judged,
    )
    assert [row[0] for row in rows(made)[1:]] == [
        "England",
        "England (published after the inspection; "
        "not drawn, since the release of 23 August 2013 was in force at the inspection)",
    ]


def test_another_areas_count_is_listed_with_its_reason_and_drawn_nowhere():
    made = catalogue(
        indicator(figure(Q1, 495), unit="count", of="children", polarity="neutral", comparators=[comparator(Q1, 81770)])
    )
    (listed,) = chart_tables.listed_comparators(made, made.indicators[0])
    assert listed.startswith(
        "England: 81,770 children, April to June 2013. Another area's count tells how large the area is"
    )
    assert rows(made)[1][0] == "England, a count of another area, not compared"
    assert read(made, made.indicators[0], TODAY).headline is None


def test_neighbours_row_says_of_how_many_authorities_it_is():
    note = "Worked out here: the mean of 8 of 10 authorities' figures as published. Left out: Alton (c)."
    shared = {"area": "Statistical neighbours", "model": "May 2025 model"}
    made = catalogue(
        indicator(
            figure(Q1, 26),
            comparators=[
                comparator(Q1, "20.5", statistic="mean", note=note, **shared),
                comparator(Q1, "21", statistic="median", **shared),
            ],
        )
    )
    assert [(row[0], row[4]) for row in rows(made)[1:]] == [
        ("Statistical neighbours (mean, May 2025 model)", "8 of 10 authorities"),
        ("Statistical neighbours (median, May 2025 model)", ""),
    ]


def test_heading_of_the_values_is_the_unit_or_what_is_counted():
    headings = {
        chart_tables.unit_heading(catalogue(indicator(figure(Q1, 3), **keys)).indicators[0])
        for keys in (
            {},
            {"unit": "count", "of": "children"},
            {"unit": "grade"},
            {"unit": "weeks"},
            {"unit": "per 10,000"},
            {"unit": "percentage points"},
        )
    }
    assert headings == {
        "Percent",
        "Number of children",
        "Grade (1 best, 4 worst)",
        "Weeks",
        "Per 10,000",
        "Percentage points",
    }


def test_every_table_of_the_report_has_its_numbers_and_no_empty_cell_where_a_value_belongs():
    for one in inspected().indicators:
        table = chart_tables.table_behind_chart(inspected(), one)
        numbers = [
            *one.observations,
            *one.own_series,
            *(comparator for comparator in one.comparators if comparator.words is None),
            *(target for target in one.targets if target.value is not None),
        ]
        assert len(table) == len(numbers)
        for column in ("Whose", "Period", chart_tables.unit_heading(one), "Where"):
            assert table[column].str.strip().ne("").all(), f"{one.id} has an empty cell under {column}"


# ---- what is only listed -----------------------------------------------------------------------------


def test_only_what_is_not_drawn_is_listed_each_with_its_reason():
    made = catalogue(
        indicator(
            figure(Q1, 26),
            comparators=[
                comparator(Q1, 20),
                comparator(Q4, 36, comparable="no", why="care leavers aged 19 only."),
                comparator(Q1, words="well below the national average", group="not stated", relation="below"),
            ],
        )
    )
    (number,) = chart_tables.listed_comparators(made, made.indicators[0])
    assert "36%" in number
    assert "not comparable" in number
    assert number.endswith("Care leavers aged 19 only.")


def test_listed_comparators_of_the_report_end_in_one_full_stop():
    lines = [line for one in whole().indicators for line in chart_tables.listed_comparators(whole(), one)]
    assert lines
    assert not [line for line in lines if not line.endswith(".") or ".." in line]


def test_span_of_a_target_is_written_in_words():
    made = catalogue(
        indicator(figure(Q1, 26), targets=[target(20, since=date(2013, 7, 1), until=date(2014, 4, 21)), target(10)])
    )
    spans = [row[1] for row in rows(made)[1:]]
    assert "1 July 2013" in spans[0]
    assert "21 April 2014" in spans[0]
    assert "1 April 2011" in spans[1]
    assert "None" not in "".join(spans)
