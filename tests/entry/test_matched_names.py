"""Names that are no indicator's are read as what somebody matched them with, and never by a guess."""

from __future__ import annotations

from metrics.catalogue.file_names import name_key
from metrics.entry import matched_names
from metrics.entry.matched_names import LEFT_OUT, NamesRead
from metrics.entry.rows import Row
from tests.catalogue.test_file_names import line
from tests.support.make import catalogue, indicator

DATA = catalogue(
    indicator(id="looked-after", name="Looked-after children", unit="count", of="children"),
    indicator(id="reviews", name="Looked-after children's reviews held within timescale", short_name="Reviews on time"),
    indicator(id="health", name="Initial health assessments in 28 days"),
)


def row(name: str, number: int = 2, **cells: str) -> Row:
    where = f"row {number}"
    return Row("figure", {"indicator": name, "value": "5", **cells}, where, {"indicator": f"{where}, column A"})


def read(*rows: Row, remembered: dict[str, str] | None = None, chosen: dict[str, str] | None = None) -> NamesRead:
    lines = {name_key(name): line(name, one) for name, one in (remembered or {}).items()}
    return matched_names.read_names(rows, DATA, lines, {name_key(name): one for name, one in (chosen or {}).items()})


def ids(found: NamesRead) -> list[str]:
    return [one.cells["indicator"] for one in found.rows]


def test_unknown_name_is_left_as_it_is_and_nothing_is_guessed():
    found = read(row("LAC number"), row("Reviews in time", 3))
    assert ids(found) == ["LAC number", "Reviews in time"]
    assert [(one.name, one.where) for one in found.unknown] == [
        ("LAC number", "row 2, column A (Indicator)"),
        ("Reviews in time", "row 3, column A (Indicator)"),
    ]
    assert (found.told, found.new) == ((), ())


def test_remembered_name_is_read_however_it_is_written_and_told_with_who_matched_it():
    found = read(row("lac  NUMBER."), remembered={"LAC number": "looked-after"})
    assert ids(found) == ["looked-after"]
    assert found.told == (
        "“lac  NUMBER.” (1 row) is read as Looked-after children, as matched by Ann on 20 October 2013 (Return)",
    )
    assert (found.new, found.unknown, found.asked) == ((), (), ())
    assert found.rows[0].place("indicator") == "row 2, column A (Indicator)"


def test_chosen_name_is_read_and_is_to_be_remembered_once():
    found = read(row("LAC number"), row("LAC number", 3), chosen={"LAC number": "looked-after"})
    assert ids(found) == ["looked-after", "looked-after"]
    assert found.new == (("LAC number", "looked-after"),)
    assert "as chosen now; this is remembered when the figures are saved" in found.told[0]
    assert found.unknown[0].choice == "looked-after"
    again = read(row("LAC number"), chosen={"LAC number": "looked-after"}, remembered={"LAC number": "looked-after"})
    assert again.new == ()


def test_other_match_than_the_remembered_one_is_told():
    found = read(row("LAC"), chosen={"LAC": "health"}, remembered={"LAC": "looked-after"})
    assert "in place of 'looked-after', as matched by Ann on 20 October 2013" in found.told[0]
    assert found.new == (("LAC", "health"),)


def test_rows_that_are_left_out_are_asked_about_by_name_and_place():
    found = read(row("IHAs"), row("looked-after", 3), chosen={"IHAs": LEFT_OUT})
    assert ids(found) == ["looked-after"]
    assert found.asked == ("“IHAs”, in row 2, is left out as chosen: 1 row will not be saved",)
    assert found.new == ()


def test_match_with_an_indicator_that_is_gone_is_told_and_not_used():
    found = read(row("LAC number"), remembered={"LAC number": "no-longer"})
    assert ids(found) == ["LAC number"]
    assert found.unknown[0].why == (
        "'LAC number' was matched with 'no-longer' by Ann on 20 October 2013 (Return), which is no indicator any more"
    )


def test_match_with_an_indicator_that_is_no_longer_reported_is_told_and_not_used():
    indicators = [one.model_copy(update={"retired": True}) for one in DATA.indicators]
    retired = DATA.model_copy(update={"indicators": indicators})
    lines = {name_key("LAC"): line("LAC", "looked-after")}
    found = matched_names.read_names([row("LAC")], retired, lines, {})
    assert ids(found) == ["LAC"]
    assert "which is no longer reported" in found.unknown[0].why
    assert matched_names.fits(line("LAC", "looked-after"), retired) == "'looked-after' is no longer reported"


def test_name_that_is_now_an_indicator_s_own_is_read_as_that_and_told():
    found = read(row("Reviews on time"), remembered={"Reviews on time": "health"})
    assert ids(found) == ["Reviews on time"]
    assert found.told[0].startswith("“Reviews on time” is the name of Reviews on time itself and is read as that")
    assert matched_names.fits(line("Reviews on time", "health"), DATA) == "the name is now that of 'reviews' itself"
    assert matched_names.fits(line("LAC", "looked-after"), DATA) == ""
    assert matched_names.fits(line("LAC", "gone"), DATA) == "'gone' is no indicator any more"


def test_name_with_another_unit_than_the_chosen_indicator_s_is_asked_about():
    found = read(row("LAC (%)"), chosen={"LAC (%)": "looked-after"})
    assert found.asked == ("“LAC (%)” says “percent”, and Looked-after children, as which it is read, is in count",)
    assert read(row("LAC number"), chosen={"LAC number": "looked-after"}).asked == ()


def test_new_indicator_of_the_same_file_is_known():
    new = Row("indicator", {"id": "fostering", "name": "Foster carers"}, "row 5")
    assert read(new, row("Foster carers")).unknown == ()


def test_indicators_that_share_most_with_a_name_stand_first():
    first = {
        name: matched_names.nearest_first(name, DATA)[0].id for name in ("LAC number", "IHAs", "% reviews in time")
    }
    assert first == {"LAC number": "looked-after", "IHAs": "health", "% reviews in time": "reviews"}
    assert len(matched_names.nearest_first("nothing like it", DATA)) == 3
