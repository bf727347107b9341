"""Published series: the second data file, read by itself and beside the data file."""

import pytest

from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import NONE, is_blank, joined, parse
from tests.support.make import catalogue, comparator, figure, indicator

MAIN = catalogue(indicator(figure("2013/14 Q1", 26), comparators=[comparator("2012", 34)]))
TEXT = """\
sources:
  dfe-cla-2025: {title: Children looked after 2025, publisher: Department for Education, kind: published}
indicators:
  - id: neet
    comparators:
      - {area: England, group: looked-after children, period: 2013, value: 33, source: dfe-cla-2025, at: Table 1}
    own_series:
      - {group: looked-after children, period: 2013, value: 31, source: report, at: Table 2}
"""


def problems(text: str, main=MAIN) -> list[str]:
    with pytest.raises(Refused) as refused:
        parse(text, main)
    return [str(problem) for problem in refused.value.problems]


def test_both_files_are_one_catalogue_with_published_rows_below():
    whole = joined(MAIN, parse(TEXT, MAIN))
    (neet,) = whole.indicators
    assert [(row.source, row.period.label) for row in neet.comparators] == [
        ("report", "2012"),
        ("dfe-cla-2025", "2013"),
    ]
    assert [row.value for row in neet.own_series] == [31]
    assert list(whole.sources) == [*MAIN.sources, "dfe-cla-2025"]
    assert neet.observations == MAIN.indicators[0].observations


@pytest.mark.parametrize("text", ["", "\n\n", "# notes alone\n", "\ufeff# notes alone"])
def test_blank_file_has_no_series_and_changes_nothing(text):
    assert is_blank(text)
    assert parse(text, MAIN) == NONE
    assert joined(MAIN, NONE) is MAIN


def test_sources_may_be_left_out_where_those_of_the_data_file_do():
    alone = TEXT[TEXT.index("indicators:") :].replace("dfe-cla-2025", "report")
    assert parse(alone, MAIN).sources == {}


DFE = "dfe-cla-2025: {"
SECOND = "report: {title: Another, publisher: DfE, kind: published}\n  dfe-cla-2025: {"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("source: dfe-cla-2025", "source: dfe-cla-2024", 6, "'dfe-cla-2024' is not in the list of sources; add it"),
        ("id: neet", "id: neets", 4, "'neets' is no indicator of the data file; did you mean 'neet'?"),
        ("id: neet", "id: 4", 4, "'4' is no indicator of the data file; write 'neet'"),
        (DFE, SECOND, 2, "'report' is a source of the data file too; take it out here, or give it an id of its own"),
        ("value: 33", "value: 133", 6, "133 is not between 0 and 100"),
        ("    own_series:", "    targets: []\n    own_series:", 7, "unknown key 'targets'"),
        (
            "2013, value: 33, source: dfe-cla-2025",
            "2012, value: 33, source: report",
            6,
            "in the data file too; take one",
        ),
    ],
)
def test_problem_names_its_own_file_line_and_way_out(old, new, line, said):
    assert old in TEXT
    (problem,) = problems(TEXT.replace(old, new))
    assert problem.startswith(f"published_series.yaml line {line}: ")
    assert said in problem


def test_indicator_that_stands_twice_is_refused():
    assert any("stands twice" in one for one in problems(TEXT + "  - {id: neet}\n"))
