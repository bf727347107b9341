"""One indicator a screen: what the address asks for, one version of the data, and the projector by keyboard."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from metrics.catalogue import panel_record
from metrics.store import data_file
from metrics.wording import presenting
from tests.screen.test_pages import ENTRY, words
from tests.support import make, panel
from tests.support.accessibility import violations
from tests.support.browsing import opened, settled
from tests.support.watching import Opener, Watch

COMING = date(2099, 10, 15)


def run(app: AppTest, page: str, **query: str) -> str:
    """The words of a page, run through the entry point with this query alone in its address."""
    app.query_params.clear()
    app.query_params.update(query)
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return words(app)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two indicators, and a record with a meeting to come that looks at the second of them."""
    path = tmp_path / "indicators.yaml"
    path.write_text(two(26), encoding="utf-8")
    written = panel.record_text(
        meetings=[panel.meeting(panel.OCTOBER), panel.meeting(COMING, place="Gun Wharf", on=date(2098, 1, 1))],
        agendas=[panel.line(date(2098, 1, 1), meeting=COMING, indicators=["reviews"])],
        challenges=[panel.challenge(1), panel.challenge(2, asked="Private?", publish=False)],
    )
    path.with_name(panel_record.FILE).write_text(written, encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(path))
    return path


def two(value: float) -> str:
    reviews = make.indicator(make.figure("2013/14 Q1", value), id="reviews", name="Reviews")
    return make.text(make.indicator(make.figure("2013/14 Q1", 90)), reviews)


@pytest.mark.usefixtures("data")
def test_address_chooses_the_agenda_of_a_meeting_what_is_offered_or_indicators_by_id() -> None:
    app = AppTest.from_file(ENTRY, default_timeout=120)
    coming = run(app, "present")
    assert "Corporate parenting panel 15 October 2099, Gun Wharf" in coming
    assert "1 indicator Reviews" in coming
    assert "Not in education" not in coming
    assert run(app, "present", meeting="2099-10-15") == coming
    past = run(app, "present", meeting="2013-10-15")
    assert "No agenda is recorded for this meeting" in past
    assert "Why is it so?" in run(app, "present", ids="neet,gone")
    assert "There is no indicator gone, so it has no screen." in words(app)
    of_a_meeting = run(app, "present", ids="neet", meeting="2099-10-15")
    assert "no meeting on" not in of_a_meeting, "a meeting that is there, beside indicators that come first"
    assert "2 indicators" in run(app, "present", list="offered", show="2")
    assert "The record has no meeting on soon; this is the next one." in run(app, "present", meeting="soon")
    assert "Private?" not in coming + past + words(app)


def test_editor_who_presents_shows_the_wall_no_more_than_readers_see(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.with_name("access.toml").write_text('editing = "this computer"\n', encoding="utf-8")
    monkeypatch.setattr("metrics.screen.sign_in.may_edit", lambda *_: True)
    monkeypatch.setattr("metrics.access.policy.write_refusal", lambda *_: "")
    app = AppTest.from_file(ENTRY, default_timeout=120)
    assert "Private?" in run(app, "meeting"), "an editor sees it where it is kept"
    assert "Private?" not in run(app, "present", list="offered")


def test_figures_stay_those_of_the_version_that_was_opened_until_the_page_is_left(data: Path) -> None:
    app = AppTest.from_file(ENTRY, default_timeout=120)
    first = run(app, "present")
    assert "26% in April to June 2013." in first
    data.write_text(two(31), encoding="utf-8")
    again = run(app, "present", show="1")
    assert "26% in April to June 2013." in again
    version = re.findall(r"version \w+", first)[0]
    assert version in again
    app.switch_page("dashboard.py").run()
    newer = run(app, "present")
    assert "31% in April to June 2013." in newer
    assert version not in newer


def test_line_of_the_record_that_went_by_hand_is_told_of(data: Path) -> None:
    app = AppTest.from_file(ENTRY, default_timeout=120)
    assert presenting.LOST not in run(app, "present")
    file = data.with_name(panel_record.FILE)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "Why is it so?" not in line), encoding="utf-8")
    assert presenting.LOST in run(app, "present")


# ---- by keyboard -------------------------------------------------------------------------------------

SEEN = """() => {
  const stage = document.querySelector('.present'), screen = stage.querySelector('section[data-on]');
  const chart = screen.querySelector('.chart'), finding = screen.querySelector('.finding');
  const faults = [];
  const inside = (one) => { const box = one.getBoundingClientRect();
    return box.left >= 0 && box.top >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1; };
  for (const one of [stage, screen, document.scrollingElement])
    if (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
      faults.push('scrolls: ' + one.className);
  for (const one of screen.parentNode.querySelectorAll('h1, h2, img, .asked, .careful, .tag, footer *'))
    if (one.checkVisibility() && !inside(one)) faults.push('outside: ' + one.outerHTML.slice(0, 80));
  for (const one of screen.querySelectorAll('[data-item]:not(.no-room)'))
    if (one.getBoundingClientRect().bottom > one.closest('[data-room]').getBoundingClientRect().bottom + 2)
      faults.push('cut: ' + one.innerText);
  if (chart && chart.getBoundingClientRect().height < 0.58 * innerHeight) faults.push('a low chart');
  if (parseFloat(getComputedStyle(finding).fontSize) < 28) faults.push('a small headline');
  if (document.activeElement !== screen.querySelector('h1')) faults.push('focus is elsewhere');
  for (const one of document.querySelectorAll('[data-testid=stHeader], [data-testid=stSidebar]'))
    if (one.checkVisibility()) faults.push('a menu');
  return { name: screen.dataset.screen, place: stage.querySelector('[data-place-now]').innerText, faults };
}"""


def place(page: Page) -> str:
    return page.locator("[data-place-now]").inner_text()


FEW = "?ids=reviews-in-timescale,neet,three-or-more-placements,key-stage-2,suitable-accommodation,vacancies"


@pytest.mark.parametrize(("data", "query"), [("server", ""), ("thirteen", FEW)])
def test_meeting_is_led_by_keyboard_and_nothing_scrolls_at_either_size(
    request: pytest.FixtureRequest, new_page: Opener, watch: Watch, data: str, query: str
) -> None:
    page = opened(new_page(1920, 1080), f"{request.getfixturevalue(data)}/present{query}")
    count, wrong, seen = page.locator(".present section").count(), [], []
    for width, height, key, back in ((1920, 1080, "PageDown", "Home"), (1280, 720, "ArrowRight", "ArrowLeft")):
        page.set_viewport_size({"width": width, "height": height})
        page.keyboard.press("Home")
        for number in range(count):
            now = page.evaluate(SEEN)
            seen.append(now["place"])
            wrong += [f"{width}, {now['name']}: {fault}" for fault in now["faults"]]
            page.keyboard.press(" " if number == 1 else key)
        assert place(page) == "End", "the last screen stays"
        page.keyboard.press(back)
    assert wrong == []
    assert seen == [*(["Start"] + [f"{number} of {count - 2}" for number in range(1, count - 1)] + ["End"])] * 2
    assert place(page) == f"{count - 2} of {count - 2}"
    assert page.url.endswith(f"show={count - 2}"), "a reload comes back to this screen"

    page.keyboard.press("b")
    expect(page.locator(".blanked")).to_be_visible()
    assert page.evaluate("document.elementFromPoint(300, 300).className") == "blanked"
    page.keyboard.press("PageDown")
    expect(page.locator(".blanked")).to_be_hidden()
    assert place(page) == f"{count - 2} of {count - 2}", "bringing it back moves nothing"

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for key in ("Home", "PageDown", "End") if scheme == "dark" else ("End",):
            page.keyboard.press(key)
            assert violations(page) == [], (scheme, key)
    page.get_by_role("button", name="Back").click()
    assert place(page) == f"{count - 2} of {count - 2}"
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="The panel’s meetings")).to_be_visible()
    settled(page).get_by_role("link", name="Show one indicator a screen").first.click()
    expect(page.locator(".present section[data-screen=start]")).to_be_visible()
    expect(page.locator("[data-place-now]")).to_have_text("Start")
    assert watch.faults == []


def test_narrow_window_scrolls_keeps_its_buttons_and_steps_by_them(server: str, new_page: Opener) -> None:
    page = opened(new_page(320, 640), f"{server}/present?ids=neet,reviews-in-timescale&show=1")
    assert place(page) == "1 of 2"
    expect(page.locator("section[data-on] .small-window img").first).to_be_visible()
    assert page.evaluate("document.querySelector('.present').scrollWidth") <= 320
    page.get_by_role("button", name="Next").click()
    assert place(page) == "2 of 2"
    page.keyboard.press("PageDown")
    assert place(page) == "2 of 2", "a key that scrolls is left to scrolling"
    assert violations(page) == []
