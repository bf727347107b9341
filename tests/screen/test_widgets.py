"""What was typed on the page Add a quarter stays: through a mistyped period, and through a look at another page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from metrics.store.archive import Archive
from tests.support.browsing import followed, opened, settled, to_officers_page
from tests.support.data_files import observed
from tests.support.office import (
    ALDER,
    BEECH,
    Office,
    block,
    check,
    choose,
    enter,
    find_indicators,
    lines_shown,
    more,
    save,
    save_button,
    sign,
)
from tests.support.watching import Opener

pytestmark = pytest.mark.browser

CEDAR = "Cedar awaited"
PASTE = "Copy the rows in the spreadsheet, headings included, and paste them here"


def type_period(page: Page, words: str) -> Page:
    box = page.get_by_role("combobox", name="Period", exact=True)
    box.click()
    box.fill(words)
    box.press("Enter")
    return settled(page)


def fill_in(page: Page) -> None:
    """A figure with a commentary, the first one of an indicator that isn't listed, and a target."""
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "61.5")
    more(page, ALDER)
    enter(page, f"Commentary: {ALDER}", "Three late returns.")
    find_indicators(page, [CEDAR])
    enter(page, f"Value: {CEDAR}", "12.5")
    target = block(page, "A new target, dated")
    choose(target, "Indicator", BEECH)
    choose(target, "Kind of target", "council target")
    for field, typed in (("Value", "90"), ("From", "1 April 2014")):
        enter(target, field, typed)
    page.keyboard.press("Tab")
    settled(page)


def filled_in(page: Page) -> dict[str, str]:
    """What stands in the fields of several kinds."""
    names = ("Place in the source (required)", f"Value: {ALDER}", f"Commentary: {ALDER}", f"Value: {CEDAR}")
    found = {name: page.locator(f"[aria-label='{name}']").first.input_value(timeout=5_000) for name in names}
    target = page.locator("[data-testid=stExpander]", has=page.get_by_text("A new target, dated", exact=True))
    for name in ("Value", "From (required with a value)"):
        found[name] = target.locator(f"[aria-label='{name}']").input_value(timeout=5_000)
    return found


def test_a_period_that_is_none_is_told_and_erases_nothing(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    fill_in(page)
    before = filled_in(page)
    assert "" not in before.values()
    check(page)
    type_period(page, "2013/14 Q9")
    expect(page.get_by_text("'2013/14 Q9' is not a period").first).to_be_visible()
    expect(page.get_by_text("What you filled in for 2013/14 Q2 is kept.")).to_be_visible()
    assert filled_in(page) == before
    check(page, "Mend the period above, and check again")
    assert save_button(page).count() == 0, "nothing is saved for a period that is none"
    type_period(page, "2013/14 Q2")
    expect(page.get_by_text("is not a period")).to_have_count(0)
    assert filled_in(page) == before
    check(page, "2 figures and 1 target will be added")


@pytest.mark.parametrize("way", ["a link", "the navigation"])
def test_what_was_typed_outlives_a_look_at_another_page(desk: Office, new_page: Opener, way: str) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    type_period(page, "2013/14 Q3")
    fill_in(page)
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    enter(page, PASTE, f"Indicator,Value\n{BEECH},43.5\n")
    page.keyboard.press("Tab")
    expect(page.get_by_text("1 filled-in row read.")).to_be_visible()
    before = filled_in(page)
    check(page, "will be added")
    sign(page)
    lines = lines_shown(page)
    if way == "a link":
        followed(page, f"{desk.address}/history")
    else:
        page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator("h1")).to_have_text("History")
    settled(page)
    to_officers_page(page, "Add a quarter")
    expect(page.locator("h1")).to_have_text("Add a quarter")
    settled(page)
    assert filled_in(page) == before
    expect(page.get_by_text("1 filled-in row read.")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Your name", exact=True)).to_have_value("Jo Bloggs")
    assert lines_shown(page) == lines


def test_fields_on_demand_that_were_put_away_since_the_check_are_no_change(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "60")
    more(page, ALDER)
    enter(page, f"Commentary: {ALDER}", "Three late returns.")
    check(page, "1 figure will be added")
    sign(page)
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)).to_have_count(0)
    save(settled(page))
    assert b"commentary: Three late returns." in desk.data


@pytest.mark.parametrize("then", ["save again", "type on"])
def test_save_that_has_to_wait_is_told_whatever_is_done_meanwhile(desk: Office, new_page: Opener, then: str) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    enter(page, f"Value: {ALDER}", "60")
    check(page, "1 figure will be added")
    sign(page)
    before = desk.data.count(b"\n")
    with Archive(desk.file).locked(5):
        save_button(page).click()
        page.wait_for_timeout(400)
        if then == "save again":
            save_button(page).click()
        else:
            enter(page, f"Value: {BEECH}", "44")
            page.keyboard.press("Tab")
        page.wait_for_timeout(900)
        assert desk.data.count(b"\n") == before
    expect(page.get_by_role("heading", name="Saved", exact=True)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("nothing of yours has been saved")).to_have_count(0)
    expect(page.locator("footer")).to_contain_text(
        "July to September 2013, due by"
    )  # while another indicator lacks its figure
    assert desk.data.count(b"\n") == before + 1
    page.get_by_role("button", name="Add more figures").click()
    expect(page.get_by_role("textbox", name=f"Value: {BEECH}", exact=True)).to_be_visible()
    enter(page, f"Value: {BEECH}", "44")
    check(page, "1 figure will be added")
    expect(page.get_by_text("Something changed since you checked it")).to_have_count(0)


def test_cells_under_a_heading_that_is_not_known_are_never_left_out_unseen(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    page.get_by_role("tab", name="Paste from a spreadsheet").click()
    enter(page, PASTE, f"Indicator,Value,Q2 result\n{BEECH},43.5,\n{ALDER},61.5,62.5\n")
    page.keyboard.press("Tab")
    check(page, "2 figures will be added")
    told = "“Q2 result” (pasted column C) is no heading that is known: 1 cell filled in under it will not be saved"
    again = page.get_by_role("checkbox", name=f"I have looked again. {told} (such as “62.5”); is that meant?")
    expect(again).not_to_be_checked()
    before = desk.data
    enter(page, "Your name", "Jo Bloggs")
    enter(page, "Why: what this is", "The return")
    save_button(settled(page)).click()
    expect(page.get_by_text("above and tick what is right")).to_be_visible()
    assert desk.data == before


def test_an_uploaded_file_outlives_a_look_at_another_page_until_it_is_taken_out(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    page.keyboard.press("Tab")
    page.get_by_role("tab", name="From a file").click()
    data = f"Indicator,Period,Value\n{BEECH},2013/14 Q2,43.5\n".encode()
    page.locator("input[type=file]").set_input_files({"name": "q2.csv", "mimeType": "text/csv", "buffer": data})
    expect(page.get_by_text("1 filled-in row read.")).to_be_visible()
    check(page)
    lines = lines_shown(page)
    followed(page, f"{desk.address}/history")
    to_officers_page(page, "Add a quarter")
    page.get_by_role("tab", name="From a file").click()
    expect(page.get_by_text("q2.csv is still here from before.")).to_be_visible()
    assert lines_shown(settled(page)) == lines
    page.get_by_role("button", name="Take it out").dblclick()
    expect(page.get_by_text("is still here from before")).to_have_count(0)
    expect(page.get_by_text("Nothing is filled in yet")).to_be_visible()


def test_commentary_is_kept_that_was_typed_just_before_the_page_was_left(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    more(page, ALDER)
    enter(page, f"Commentary: {ALDER}", "Three late returns.")
    page.keyboard.press("Tab")
    followed(page, f"{desk.address}/history")
    to_officers_page(page, "Add a quarter")
    expect(page.locator("h1")).to_have_text("Add a quarter")
    expect(page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)).to_have_value("Three late returns.")


def test_fields_on_demand_that_are_put_away_still_count_and_the_line_says_so(desk: Office, new_page: Opener) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "page 2")
    more(page, ALDER)
    choose(page, f"Code: {ALDER}", "x")
    enter(page, f"Commentary: {ALDER}", "Three late returns.")
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)).to_have_count(0)
    expect(page.locator(".entry", has_text=ALDER)).to_contain_text("with code and commentary")
    check(page, "1 figure will be added")
    ((_, line),) = lines_shown(page)
    assert "code: x" in line
    assert "commentary: Three late returns." in line
    more(page, ALDER)
    expect(page.get_by_role("textbox", name=f"Commentary: {ALDER}", exact=True)).to_have_value("Three late returns.")
    expect(page.locator(".entry", has_text=ALDER)).not_to_contain_text("with code")
    enter(page, f"Commentary: {ALDER}", "")
    page.get_by_role("checkbox", name=f"More for {ALDER}", exact=True).press("Space")
    expect(page.locator(".entry", has_text=ALDER)).to_contain_text("with code")
    expect(page.locator(".entry", has_text=ALDER)).not_to_contain_text("commentary")


def test_a_prediction_and_a_comparator_of_a_new_publication_go_in_beside_the_quarter(
    desk: Office, new_page: Opener
) -> None:
    page = opened(new_page(), f"{desk.address}/add")
    enter(page, "Place in the source", "return")
    enter(page, f"Value: {BEECH}", "43.5")
    enter(page, f"Value: {ALDER}", "63")
    more(page, ALDER)
    choose(page, f"Status: {ALDER}", "predicted")
    enter(page, f"Predicted by: {ALDER}", "the head of service")
    source = block(page, "Another new source, such as a publication with comparators")
    for field, typed in (
        ("Title", "Benchmarks"),
        ("Publisher", "South East Councils"),
        ("Published", "1 October 2013"),
    ):
        enter(source, field, typed)
    choose(source, "Kind of source", "published")
    settled(page)
    others = block(page, "Comparators: what others’ figures are")
    choose(others, "Indicator", ALDER)
    for field, typed in (
        *(("Area", "South East"), ("Numerator", "13"), ("Denominator", "40")),
        ("Place in the source", "table 2"),
    ):
        enter(others, field, typed)
    choose(others, "Group", "children in care in Kent")
    choose(others, "Source", "Benchmarks")
    check(page)
    sign(page)
    save(page)
    alder, beech, _ = observed(desk.file).catalogue.indicators  # type: ignore[union-attr]
    (mine,) = [one for one in alder.observations if one.status == "predicted"]
    assert (str(mine.value), mine.predicted_by) == ("63", "the head of service")
    assert str(beech.observations[-1].value) == "43.5"
    (other,) = alder.comparators
    assert (str(other.value), other.source, other.at) == ("32.5", "benchmarks", "table 2")
    assert other.group == "children in care in Kent", "typed, since no group of the file is that one"
