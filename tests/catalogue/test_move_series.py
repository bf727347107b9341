"""Moving imported rows from the data file to the published series."""

import pytest

from metrics.catalogue.load import parse
from metrics.catalogue.move_series import moved
from metrics.catalogue.problems import Refused
from metrics.catalogue.published_series import joined
from metrics.catalogue.published_series import parse as parse_series

HEAD = """\
organisation: {name: Medway Council, area: Medway, contact: the performance hub}
sources:
  report: {title: Inspection report, publisher: Ofsted, kind: published}
  dfe-1: {title: A release, publisher: Department for Education, kind: published}
  dfe-2: {title: Another release, publisher: Department for Education, kind: published}
themes:
  - {id: education, name: Education}
indicators:
"""
NEET = """\
  - id: neet
    name: Not in education
    theme: education
    unit: percent
    polarity: lower_is_better
    frequency: quarter
    definition: What is counted.
    # Of England, typed by hand:
    comparators:
      - {area: England, group: all, period: 2011, value: 34, source: dfe-2, at: Table 1}
      - {area: England, group: all, period: 2012, value: 33.0, source: dfe-1, at: "a.csv, column share"}
      - {area: England, group: all, period: 2013, value: 32, source: dfe-2, at: "b.csv, column share"}
    own_series:
      - {group: all, period: 2012, value: 31, source: dfe-1, at: "a.csv, column share"}
    observations:
      - {period: 2013/14 Q1, value: 26, source: report, at: paragraph 1}
"""
TEXT = HEAD + NEET


def test_what_an_import_brought_in_moves_with_its_source_and_the_rest_stays_byte_for_byte():
    done = moved(TEXT, "")
    assert done is not None
    assert (done.rows, done.sources) == (3, ("dfe-1",))
    gone = [line for line in TEXT.splitlines() if line not in done.main.splitlines()]
    assert len(gone) == 5
    assert [line for line in TEXT.splitlines() if line not in gone] == done.main.splitlines()
    assert done.published is not None
    main = parse(done.main)
    whole = joined(main, parse_series(done.published.text, main))
    assert whole.indicators == parse(TEXT).indicators
    assert "value: 33.0" in done.published.text


def test_named_sources_alone_move():
    done = moved(TEXT, "", ["dfe-2"])
    assert done is not None
    assert (done.rows, done.sources) == (2, ("dfe-2",))


def test_nothing_that_came_by_import_is_nothing_to_move():
    done = moved(TEXT, "")
    assert done is not None
    assert moved(done.main, "") is None


def test_move_that_was_cut_off_is_finished():
    done = moved(TEXT, "")
    assert done is not None
    assert done.published is not None
    again = moved(TEXT, done.published.text)
    assert again is not None
    assert (again.main, again.published) == (done.main, None)


def test_another_number_in_the_second_file_is_refused():
    done = moved(TEXT, "")
    assert done is not None
    assert done.published is not None
    with pytest.raises(Refused, match="stands here twice"):
        moved(TEXT, done.published.text.replace("value: 32", "value: 35"))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("value: 32, source: dfe-2", "value: 32,\n        source: dfe-2", 20),
        ('"b.csv, column share"}', '"b.csv, column share"}  # a note', 20),
        ("comparators:\n", "comparators:  # a note\n", None),
    ],
)
def test_row_with_more_than_its_line_is_left_to_a_person(old, new, line):
    assert old in TEXT
    changed = TEXT.replace(old, new)
    if line is None:
        done = moved(changed, "")
        assert done is not None
        assert "# a note" in done.main
        return
    with pytest.raises(Refused, match=rf"indicators.yaml line {line}: .*by hand"):
        moved(changed, "")
