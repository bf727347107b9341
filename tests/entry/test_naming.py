"""Which indicator or source a row names, and what is said where that is none or more than one."""

from __future__ import annotations

from metrics.catalogue.load import parse
from metrics.entry import naming
from tests.support import make
from tests.support.make import hub, indicator

CATALOGUE = parse(
    make.text(
        indicator(hub("2013/14 Q1", 26), name="Not in education", short_name="NEET"),
        indicator(hub("2013/14 Q1", 31), id="other", name="Cases", short_name="NEET young people"),
        indicator(hub("2013/14 Q1", 31), id="cases", name="Open cases", short_name="Open"),
    )
)
NAMES = naming.indicator_names(CATALOGUE, [("visits", {"name": "Visits in time"})])


def test_indicator_is_named_by_id_name_or_short_name_in_any_case_and_with_any_blanks() -> None:
    for name in ("neet", "NEET", "not in  Education", " Not in education "):
        assert naming.indicator_id(name, NAMES) == "neet"
    assert naming.indicator_id("visits in time", NAMES) == "visits"


def test_id_as_it_is_written_goes_before_the_name_of_another() -> None:
    assert naming.indicator_id("cases", NAMES) == "cases"
    assert naming.indicator_id("Cases", NAMES) is None
    assert "'Cases' is the name of more than one indicator" in naming.no_indicator("Cases", NAMES, CATALOGUE)


def test_what_names_no_indicator_is_answered_by_the_nearest_and_never_by_a_list() -> None:
    assert naming.no_indicator("", NAMES, CATALOGUE) == "no indicator is named; write its id or its name"
    assert naming.no_indicator("neat", NAMES, CATALOGUE) == "'neat' is no indicator; did you mean 'neet'?"
    far = naming.no_indicator("zzz", NAMES, CATALOGUE)
    assert far == "'zzz' is no indicator; write the id or the name that the template gives"


def test_source_is_named_by_id_or_by_a_title_that_only_one_has() -> None:
    titles = {"hub": "Return", "report": "Report", "second": "report"}
    assert naming.source_id("hub", titles) == naming.source_id("RETURN", titles) == "hub"
    assert naming.source_id("Report", titles) is None
    assert naming.source_id("", titles) is None
    assert naming.no_source("repor", titles) == "'repor' is no source; did you mean 'report'?"
    assert "add it as a new source" in naming.no_source("zzz", titles)
