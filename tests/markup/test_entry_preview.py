"""The HTML of entering a quarter: it says what happens, and escapes whatever was typed."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.analysis.reading import read, read_all
from metrics.catalogue.documents import Document
from metrics.catalogue.load import parse
from metrics.catalogue.period import parse as parse_period
from metrics.entry import summary
from metrics.entry.batch import NAME, WHY, Batch, Signature
from metrics.entry.faults import Fault
from metrics.entry.proposal import propose
from metrics.markup import entry_preview
from metrics.uploads.column_match import ColumnMatch
from metrics.uploads.periods_read import PeriodRead
from tests.support import make
from tests.support.escaping import HOSTILE, Tags, assert_escaped, shown
from tests.support.make import TODAY, hub, indicator
from tests.support.proposals import Filled, an_indicator, comparator, figure, proposed, rows, target

QUARTER = parse_period("2013/14 Q1")
TEXT = make.text(
    indicator(hub("2012/13 Q4", 30), hub("2013/14 Q1", 26), short_name="NEET"),
    indicator(hub("2013/14 Q1", 31), id="caseload", name="Cases", unit="count", of="cases per worker"),
    indicator(id="awaiting", name="Awaiting"),
)


def changes(*filled: Filled, text: str = TEXT) -> str:
    found = proposed(text, *filled)
    assert found.amended is not None, list(map(str, found.faults))
    before = {one.indicator.id: one for one in read_all(parse(text), TODAY)}
    after = found.amended.catalogue
    touched = summary.touched_indicators(after, found.change)
    readings = [read(after, one, TODAY) for one in touched]
    return entry_preview.changes(before, readings, {}, found.change, found.corrections)


# ---- faults, refusals, headings ----------------------------------------------------------------------------


def test_cells_that_were_read_as_codes_are_shown_in_full_and_escaped() -> None:
    html = entry_preview.read_codes(["row 2: “<5” is read as the code c (suppressed)"])
    assert "Read as codes, since no number stands there:" in html
    assert "<li>row 2: “&lt;5” is read as the code c (suppressed).</li>" in html
    assert entry_preview.read_codes([]) == ""


def test_faults_are_counted_and_stand_at_their_places() -> None:
    html = entry_preview.faults([Fault("row 2, column C", "'abc' is not a number"), Fault("row 3", "twice")])
    assert shown(html).startswith("2 things to mend Nothing has been saved, and nothing that you filled in is lost.")
    assert "row 2, column C: 'abc' is not a number" in shown(html)
    assert shown(entry_preview.faults([Fault("row 2", "x")])).startswith("1 thing to mend")
    assert 'role="alert"' in html


def test_what_arrives_by_a_button_is_marked_for_keyboard_and_screen_reader() -> None:
    fault = [Fault("row 2", "x")]
    assert 'tabindex="-1"' in entry_preview.faults(fault, arrives=True)
    assert "tabindex" not in entry_preview.faults(fault)
    assert 'tabindex="-1"' in entry_preview.heading("25 figures", arrives=True)
    assert "tabindex" not in entry_preview.heading("25 figures", arrives=False)


@pytest.mark.parametrize(
    "html",
    [
        entry_preview.faults([Fault(HOSTILE, "what")]),
        entry_preview.faults([Fault("where", HOSTILE)]),
        entry_preview.refusal([HOSTILE]),
        entry_preview.heading(HOSTILE, arrives=True),
        entry_preview.matched_headings([ColumnMatch(HOSTILE, "column A", None)]),
        entry_preview.matched_headings([ColumnMatch("Value", HOSTILE, "value")]),
        entry_preview.unchanged([HOSTILE]),
        entry_preview.added_lines([(7, HOSTILE)], "figures.yaml"),
        entry_preview.added_lines([(7, "x")], HOSTILE),
        entry_preview.saved(HOSTILE, [], "Ann"),
        entry_preview.saved("1 figure", [], HOSTILE),
        entry_preview.saved(
            "1 figure", make.catalogue(indicator(hub("2013/14 Q1", 9), name=HOSTILE)).indicators, "Ann"
        ),
    ],
    ids=range(12),
)
def test_whatever_is_shown_is_escaped(html: str) -> None:
    assert_escaped(html)


def test_headings_tell_what_was_read_as_what() -> None:
    read_all_of_it = [ColumnMatch("Val", "column C", "value"), ColumnMatch("Last figure", "column D", "last_value")]
    html = entry_preview.matched_headings(read_all_of_it)
    assert "How the 2 headings were read" in shown(html)
    assert "Val column C Value" in shown(html)
    assert "(for reference only)" in shown(html)
    assert "<details><summary>" in html, "folded where all were read"


def test_which_heading_is_which_period_is_a_table_with_the_number_of_its_figures() -> None:
    read_as = PeriodRead(
        "the sheet “S”", "sheet S, column C", "Jun-13", "value", ("a", "b"), (QUARTER,), None, True, QUARTER
    )
    html = entry_preview.periods_read([read_as])
    assert "Jun-13 sheet S, column C Value of 2013/14 Q1, the quarter that ends then 2" in shown(html)
    assert "<details open>" in html
    unread = PeriodRead("", "column D", HOSTILE, "value", ("a",), ())
    assert_escaped(entry_preview.periods_read([unread]))
    assert "not read" in shown(entry_preview.periods_read([unread]))
    assert "<details>" in entry_preview.periods_read([read_as] * 13)
    assert entry_preview.periods_read([]) == ""


def test_cells_that_say_more_than_a_number_are_told_and_many_are_folded() -> None:
    html = entry_preview.read_values([HOSTILE])
    assert_escaped(html)
    assert "<details" not in html
    assert "13 cells" in shown(entry_preview.read_values([HOSTILE] * 13))
    assert_escaped(entry_preview.read_values([HOSTILE] * 13))
    assert entry_preview.read_values([]) == ""


def test_heading_that_is_not_read_opens_the_list() -> None:
    html = entry_preview.matched_headings([ColumnMatch("Valu", "column C", None)])
    assert "<details open>" in html
    assert "1 not read" in shown(html)
    assert entry_preview.matched_headings([]) == ""


# ---- what will be added --------------------------------------------------------------------------------------


def test_rows_that_add_nothing_are_said() -> None:
    assert shown(entry_preview.unchanged(["NEET, 2013/14 Q1: the file says the same already"])).startswith(
        "1 row adds nothing"
    )
    assert shown(entry_preview.unchanged(["a", "b"])).startswith("2 rows add nothing")


def test_what_was_not_found_is_never_folded() -> None:
    assert entry_preview.coverage_notice([]) == ""
    open_list = entry_preview.coverage_notice(["Neat <b>: no row of Medway in 2024/25"])
    assert "<li>Neat &lt;b&gt;: no row of Medway in 2024/25.</li>" in open_list
    assert "details" not in open_list
    assert entry_preview.unchanged([]) == ""


def test_lines_are_shown_exactly_with_their_numbers() -> None:
    found = proposed(TEXT, figure(value="24", note="a  b Q1 <c>"))
    assert found.amended is not None
    html = entry_preview.added_lines(found.amended.lines_added, "figures.yaml")
    ((number, line),) = found.amended.lines_added
    assert f"{number:>5}  {line}" in Tags(html).words, "character for character, to be compared with the file"
    assert "The 1 line that is added to figures.yaml; nothing else in it changes" in shown(html)


def test_lines_that_change_are_shown_as_they_stand_and_as_they_will_be() -> None:
    html = shown(entry_preview.added_lines([(7, "value: 26")], "figures.yaml", [(7, "value: 24")]))
    assert "The lines of figures.yaml that change; nothing else in it does" in html
    assert (
        html.index("As they stand") < html.index("value: 24") < html.index("As they will be") < html.index("value: 26")
    )


def test_corrected_words_are_shown_old_and_new_and_escaped() -> None:
    old, new = "<b>old</b>", "<b>new</b>"
    text = make.text(indicator(hub("2013/14 Q2", 24, commentary=old)))
    html = changes(figure(commentary=new), text=text)
    assert "Commentary for 2013/14 Q2, corrected" in shown(html)
    assert (old in html, new in html, "&lt;b&gt;old" in html) == (False, False, True)


def test_many_lines_are_folded() -> None:
    assert " open>" in entry_preview.added_lines([(1, "x")] * entry_preview.FEW, "f")
    assert " open>" not in entry_preview.added_lines([(1, "x")] * (entry_preview.FEW + 1), "f")


# ---- before and after ------------------------------------------------------------------------------------------


def test_indicator_is_read_before_and_after() -> None:
    assert "26% to 24%, down 2 percentage points (moved the right way, not tested)" in shown(
        changes(figure(value="24"))
    )
    assert "2013/14 Q1 to 2013/14 Q2" in shown(changes(figure(value="24")))


def test_only_indicators_that_change_are_listed() -> None:
    html = shown(changes(figure(value="24")))
    assert "NEET" in html
    assert "Cases" not in html


def test_revision_names_the_figure_that_it_replaces() -> None:
    html = shown(changes(figure(value="27", period="2013/14 Q1")))
    assert "26% to 27%, revised" in html
    html = shown(changes(figure(value="31", period="2012/13 Q4")))
    assert "Revises the figure for 2012/13 Q4, which was 30%, to 31%" in html


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        (figure(numerator="45", denominator="188"), "45 of 188, from which the value is worked out"),
        (figure(value="24", commentary="Late returns came in."), "Commentary: Late returns came in."),
        (figure(value="31", period="2012/13 Q3"), "Figure for 2012/13 Q3: 31%"),
        (figure(value="20", status="predicted", predicted_by="hub"), "Predicted for 2013/14 Q2: 20%"),
        (
            figure(value="18", period="2013/14 academic year", status="predicted", predicted_by="hub"),
            "Predicted for the 2013/14 academic year: 18%",
        ),
        (figure(value="18", period="2012/13 Q3", status="approximate"), "Figure for 2012/13 Q3: about 18%"),
        (figure("caseload", value="1234", period="2012/13 Q3"), "Figure for 2012/13 Q3: 1,234 cases per worker"),
        (figure(value="50", numerator="1000", denominator="2000"), "1,000 of 2,000"),
        (figure(code="x", period="2012/13 Q3"), "Figure for 2012/13 Q3: not available"),
        (figure("awaiting", value="50"), "First figure: 50% in July to September 2013"),
        (comparator(value="17"), "Comparator: South East (looked-after children), 2013/14 Q2: 17%"),
        (comparator(words="below"), "2013/14 Q2: “below”"),
        (target(value="20", kind="council target", since="1 April 2014"), "Council target from 1 April 2014: 20%"),
        (
            target(value="20", kind="council target", since="1 April 2013", until="31 March 2014"),
            "Council target from 1 April 2013 to 31 March 2014: 20%",
        ),
        (target(words="as low as others"), "Target in words: “as low as others”"),
    ],
)
def test_everything_added_is_told_beside_its_indicator(filled: Filled, words: str) -> None:
    assert words in shown(changes(filled))


def test_more_than_five_comparators_of_one_indicator_are_one_folded_table() -> None:
    five = [comparator(value=str(20 + number), area=f"Area {number}") for number in range(5)]
    assert "<details>" not in changes(*five)
    html = changes(*five, comparator(words="below", area="England"))
    assert "<details><summary>6 comparators</summary>" in html
    assert "Area 4 looked-after children 2013/14 Q2 24%" in shown(html)
    assert "England looked-after children 2013/14 Q2 “below”" in shown(html)
    assert "Comparator:" not in shown(html)
    assert_escaped(changes(*five, comparator(value="17", area=HOSTILE)))


def test_lines_of_a_revision_ask_for_name_and_reason_until_they_are_typed() -> None:
    batch = Batch(parse_period("2013/14 Q1"), "hub", "return")
    signature = Signature(NAME, date(2013, 10, 31), WHY)
    found = propose(Document.alone(TEXT, "figures.yaml"), rows(figure(value="27")), batch, signature)
    assert found.amended is not None
    html = shown(entry_preview.added_lines(found.amended.lines_added, "figures.yaml"))
    assert "by: (your name), " in html
    assert "reason: (why)" in html


def test_new_indicator_is_called_new() -> None:
    html = shown(changes(an_indicator(), figure("health-checks", value="50")))
    assert "Health checks new indicator" in html


@pytest.mark.parametrize(
    "filled",
    [
        [figure(value="24", commentary=HOSTILE)],
        [comparator(value="17", area=HOSTILE)],
        [comparator(value="17", group=HOSTILE)],
        [comparator(words=HOSTILE)],
        [target(words=HOSTILE)],
        [an_indicator(name=HOSTILE, id="new"), figure("new", value="50")],
        [an_indicator(short_name=HOSTILE, id="new", why_missing="none")],
        [figure(value="24", period=f"undated: {HOSTILE}")],
    ],
    ids=range(8),
)
def test_whatever_was_typed_is_escaped_in_the_preview(filled: list[Filled]) -> None:
    assert_escaped(changes(*filled))


# ---- saved ----------------------------------------------------------------------------------


def test_saved_names_what_and_who_and_links_to_it() -> None:
    known = parse(TEXT)
    html = entry_preview.saved("25 figures", known.indicators[:2], "Ann")
    assert "25 figures, signed by Ann. It is on the disk." in shown(html)
    assert 'href="indicator?id=neet"' in html
    assert 'href="history"' in html
    assert "See" not in shown(entry_preview.saved("1 new source", [], "Ann"))
    assert 'href="history?file=published"' in entry_preview.saved("25 figures", [], "Ann", "published")
