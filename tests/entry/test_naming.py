"""Which indicator or source a row names, and what is said where that is none or more than one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from metrics.catalogue.load import parse
from metrics.entry import naming
from tests.support import make
from tests.support.make import hub, indicator
from tests.support.proposals import an_indicator, entries, faults, figure, proposed

CATALOGUE = parse(
    make.text(
        indicator(hub("2013/14 Q1", 26), name="Not in education", short_name="NEET"),
        indicator(hub("2013/14 Q1", 31), id="other", name="Cases", short_name="NEET young people"),
        indicator(hub("2013/14 Q1", 31), id="cases", name="Open cases", short_name="Open"),
    )
)
NAMES = naming.indicator_names(CATALOGUE, [("visits", {"name": "Visits in time"})])
WHOLE = naming.indicator_names(make.whole(), ())
NONE_NEAR = "write the id or the name that the template gives"


def test_indicator_is_named_by_id_name_or_short_name_in_any_case_and_with_any_blanks() -> None:
    for name in ("neet", "NEET", "not in  Education", " Not in education "):
        assert naming.indicator_id(name, NAMES) == "neet"
    assert naming.indicator_id("visits in time", NAMES) == "visits"


def test_id_as_it_is_written_goes_before_the_name_of_another() -> None:
    assert naming.indicator_id("cases", NAMES) == "cases"
    assert naming.indicator_id("Cases", NAMES) is None
    assert "'Cases' is the name of more than one indicator" in naming.no_indicator("Cases", NAMES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Looked-after children’s reviews held within timescale", "reviews-in-timescale"),
        ("reviews held on time.", "reviews-in-timescale"),
        ("% Reviews held on time", "reviews-in-timescale"),
        ("Reviews held on time (%)", "reviews-in-timescale"),
        ("Length of Pre proceedings", "pre-proceedings"),
        ("Length of care proceedings (weeks)", "care-proceedings"),
        ("Childrens homes", "childrens-homes"),
        ("Young people with care-leaver status", "care-leavers"),
        ("Number of looked-after children", "looked-after-children"),
        ("Looked after children per 10000", "looked-after-rate"),
        ("NEET %", "neet"),
    ],
)
def test_name_that_differs_only_in_its_marks_or_names_its_unit_is_found(written: str, meant: str) -> None:
    assert naming.indicator_id(written, WHOLE) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Looked-after children %",
        "Permanent exclusions (%)",
        "Number of reviews held on time",
        "No permanent exclusions",
        "Length of proceedings",
        "Looked-after children missing",
        "Key stage 4 English and maths",
        "IHAs within 28 days",
        "LAC number",
        "LAC1",
        "***",
    ],
)
def test_name_of_another_thing_or_unit_is_neither_found_nor_answered_with_one(written: str) -> None:
    assert naming.indicator_id(written, WHOLE) is None
    assert naming.no_indicator(written, WHOLE) == f"'{written}' is no indicator; {NONE_NEAR}"


def test_another_unit_of_time_beside_a_name_is_told() -> None:
    assert naming.indicator_id("Length of care proceedings (days)", WHOLE) is None
    assert naming.no_indicator("Length of care proceedings (days)", WHOLE).endswith(
        "'care-proceedings' is in weeks and this says days; write the id, and the figure in weeks"
    )


def test_two_names_that_are_one_when_evened_out_are_both_named() -> None:
    twins = parse(
        make.text(
            indicator(name="Grades A*-C", short_name="Good grades", id="good"),
            indicator(name="Grades A-C", short_name="All grades", id="all"),
        )
    )
    names = naming.indicator_names(twins, ())
    assert naming.indicator_id("Grades A-C", names) == "all"
    assert naming.indicator_id("grades a–c", names) is None
    assert "more than one indicator; write the id, 'good' or 'all'" in naming.no_indicator("grades a–c", names)


def test_what_names_no_indicator_is_answered_by_one_that_is_near_or_by_none() -> None:
    assert naming.no_indicator("", NAMES) == "no indicator is named; write its id or its name"
    assert naming.no_indicator("neat", NAMES) == "'neat' is no indicator; did you mean 'neet'?"
    assert naming.no_indicator("Open casse", NAMES) == "'Open casse' is no indicator; did you mean 'Open cases'?"
    assert naming.no_indicator("zzz", NAMES) == f"'zzz' is no indicator; {NONE_NEAR}"


def _mangled(name: str, unit: str) -> Iterator[str]:
    """A name as somebody may type it, with letters swapped and left out here and there."""
    yield from (name.upper(), f"{name}.", f" {name}  ", name.replace("'", "’"), name.replace("'", ""))
    yield from (name.replace("-", " "), name.replace("-", ""), name.replace("-", "–"), name.replace(" ", "\u00a0"))
    yield from (name.replace(" and ", " & "), name.replace(",", ""), f"{name} ({unit})", f"({name})")
    yield from (name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(0, len(name) - 1, 2))
    yield from (name[:at] + name[at + 1 :] for at in range(1, len(name), 2))


def test_no_name_of_an_indicator_is_ever_answered_with_another_however_it_is_mangled() -> None:
    found = 0
    for name, own in WHOLE.each:
        for written in _mangled(name, WHOLE.units[own]):
            assert naming.indicator_id(written, WHOLE) in (own, None), written
            if naming.indicator_id(written, WHOLE) is None:
                answer = naming.no_indicator(written, WHOLE)
                offered = re.search("did you mean '(.+)'[?]$", answer)
                assert offered is None or naming.indicator_id(offered[1], WHOLE) == own, answer
            else:
                found += 1
    assert found > 13 * len(WHOLE.each)


def test_row_with_a_curly_apostrophe_is_a_figure_of_that_indicator() -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), name="Children's reviews in time"))
    (entry,) = entries(proposed(text, figure("Children’s reviews - in time (%)", value="27")))
    assert entry["period"] == "2013/14 Q2"
    assert faults(text, figure("Children’s homes", value="27")) == [
        f"row 2, indicator (Indicator): 'Children’s homes' is no indicator; {NONE_NEAR}"
    ]


def test_source_is_named_by_id_or_by_a_title_that_only_one_has() -> None:
    titles = {"hub": "Return", "report": "Report", "second": "report"}
    assert naming.source_id("hub", titles) == naming.source_id("RETURN", titles) == "hub"
    assert naming.source_id("Report", titles) is None
    assert naming.source_id("", titles) is None
    assert naming.no_source("repor", titles) == "'repor' is no source; did you mean 'report'?"
    assert "add it as a new source" in naming.no_source("zzz", titles)


def test_title_of_a_source_may_be_punctuated_in_any_way() -> None:
    titles = {"sfr": "Children looked after, year ending 31 March 2012 (SFR20/2012)", "hub": "The hub's return"}
    assert naming.source_id("Children looked after year ending 31 March 2012 - SFR20/2012", titles) == "sfr"
    assert naming.source_id("The hub’s return", titles) == "hub"
    assert naming.source_id("Children looked after, year ending 31 March 2013 (SFR20/2013)", titles) is None
    assert "did you mean" not in naming.no_source("Children looked after, year ending 31 March 2013", titles)


@pytest.mark.parametrize(
    "cells", [{"name": "Children’s reviews, in time"}, {"id": "new", "name": "New", "short_name": "NEET."}]
)
def test_new_indicator_may_not_have_the_name_of_another(cells: dict[str, str]) -> None:
    text = make.text(indicator(hub("2013/14 Q1", 26), name="Children's reviews in time"))
    (told,) = faults(text, an_indicator(**cells), figure(cells["name"], value="27"))[:1]
    assert "is the name of the indicator 'neet'; give its figures to that one, or the new one another name" in told
