"""Default deny, end to end: a real server, a real browser, a local OpenID provider, and calls forged by hand."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import make
from tests.support.browsing import opened, settled
from tests.support.office import emptied
from tests.support.servers import serving
from tests.support.sign_in_service import forged, provider, secrets_for, sign_in
from tests.support.watching import Opener
from tests.support.websocket import Heard, cookies_of, holding, keep_back, kept_back, opened_by_hand, said_again

pytestmark = pytest.mark.browser

FIGURES = ("87.31", "86.97", "61.43", "62.59", "43.61", "44.83")
"""No page has such numbers for any other reason."""

NAMES = ("Alder", "Beech", "Cedar")
DATA = make.text(
    *(
        make.indicator(
            make.hub("2013/14 Q1", FIGURES[2 * number]),
            make.hub("2013/14 Q2", FIGURES[2 * number + 1]),
            id=name.lower(),
            name=f"{name} measured",
            short_name=name,
        )
        for number, name in enumerate(NAMES)
    )
)
EDITORS = 'editing = "sign-in"\neditors = ["Hub@Council.example", "deputy@council.example"]\n'
HERE = 'editing = "this computer"\n'
OTHER_NAME = "dashboard.localhost"
"""A name that browsers take to this computer without asking anyone, and that is not this computer's own."""


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard and its folder, which every test finds as it was."""

    address: str
    folder: Path

    @property
    def data(self) -> bytes:
        return (self.folder / "indicators.yaml").read_bytes()

    def kept(self) -> dict[str, bytes]:
        """Every file of the folder but the settings and the locks: data, journal, versions, drafts."""
        files = (one for one in self.folder.rglob("*") if one.is_file())
        return {
            str(one.relative_to(self.folder)): one.read_bytes()
            for one in files
            if one.name != "access.toml" and not one.name.endswith(("lock", "last-good.yaml"))
        }

    def rules(self, text: str) -> None:
        (self.folder / "access.toml").write_text(text, encoding="utf-8")


def cleared(folder: Path, rules: str) -> None:
    """The folder with the first data, these rules, and nothing else."""
    emptied(folder)
    (folder / "indicators.yaml").write_text(DATA, encoding="utf-8")
    (folder / "access.toml").write_text(rules, encoding="utf-8")


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def running(service: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    folder = tmp_path_factory.mktemp("signed")
    cleared(folder, EDITORS)
    names = {"STREAMLIT_SERVER_ALLOWED_HOSTS": f"127.0.0.1 localhost {OTHER_NAME}"}
    with serving(folder / "indicators.yaml", names, secrets_for(service)) as address:
        yield Dashboard(address, folder)


@pytest.fixture
def dashboard(running: Dashboard) -> Dashboard:
    cleared(running.folder, EDITORS)
    return running


def words(page: Page) -> str:
    return settled(page).locator("[data-testid=stMain]").inner_text()


def save_button(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name="Save", exact=True)


def fill(page: Page, field: str, typed: str) -> None:
    """Type into a field, leave it, and wait until the page has taken it in."""
    found = page.get_by_role("textbox", name=field, exact=True).first
    found.fill(typed)
    found.press("Tab")
    settled(page)


def fill_in(page: Page, indicator: str, value: str, name: str = "") -> Page:
    """The form filled in and checked, up to the button that saves."""
    expect(page.get_by_role("heading", name="Add a quarter")).to_be_visible(timeout=20_000)
    for field, typed in (("Place in the source (required)", "return, page 1"), (f"Value: {indicator}", value)):
        fill(page, field, typed)
    page.get_by_role("button", name="Check what will be saved").click()
    save_button(page).wait_for()
    settled(page)
    for doubt in page.get_by_role("checkbox", name=re.compile("I have looked again")).all():
        page.locator("label", has=doubt).click()
        settled(page)
    for field, typed in (("Your name", name), ("Why: what this is", "The return")):
        if typed:
            fill(page, field, typed)
    page.wait_for_timeout(500)  # the run that leaving a field begins may not have begun yet
    return settled(page)


def saved(page: Page) -> bool:
    """Press Save, and tell whether the page says that it is done."""
    save_button(page).click()
    page.get_by_text(re.compile(r"Saved|not among the editors|older than|Nothing was saved")).first.wait_for()
    return "Saved" in words(page)


# Who is signed in


def test_an_editor_signs_in_saves_under_the_name_of_the_sign_in_and_signs_out(
    dashboard: Dashboard, new_page: Opener
) -> None:
    page = sign_in(new_page(), dashboard.address, "hub")
    assert "Signed in as Jo Bloggs (hub@council.example)." in words(page)
    fill_in(page, "Alder", "87.5")
    assert page.get_by_label("Your name").count() == 0
    before = dashboard.data
    assert saved(page)
    assert b"value: 87.5" in dashboard.data
    assert len(dashboard.data) > len(before)
    assert any(
        b"Jo Bloggs (hub@council.example)" in one for name, one in dashboard.kept().items() if "yaml" not in name
    )
    settled(page).get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name=re.compile("End session|session")).or_(page.locator("form button")).first.click()
    page.wait_for_url(f"{dashboard.address}/**")
    assert "Sign in first." in words(opened(page, f"{dashboard.address}/add"))


def test_a_reader_who_signed_in_sees_no_save_and_why_and_is_nobody_with_a_cookie_that_was_tampered_with(
    dashboard: Dashboard, new_page: Opener
) -> None:
    page = sign_in(new_page(), dashboard.address, "panel")
    said = words(page)
    assert "Signed in as Chris Reader (panel@council.example)." in said
    assert "panel@council.example is not among the editors of this dashboard." in said
    assert "Ask the performance hub to be added." in said
    assert page.get_by_role("button", name=re.compile("Save|Check")).count() == 0
    assert page.locator("input, textarea").count() == 0
    other = new_page()
    for one in page.context.cookies(dashboard.address):
        value = one["value"]
        if one["name"] == "_streamlit_user":
            value = ("A" if value[5] != "A" else "B").join((value[:5], value[6:]))
        other.context.add_cookies([{**one, "value": value}])  # type: ignore[list-item]
    assert "Sign in first." in words(opened(other, f"{dashboard.address}/add"))


def test_who_is_not_signed_in_sees_the_way_in_and_no_form(dashboard: Dashboard, new_page: Opener) -> None:
    page = opened(new_page(), f"{dashboard.address}/add")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert "Sign in first." in words(page)
    assert page.get_by_role("button", name=re.compile("Save|Check")).count() == 0
    assert page.locator("input, textarea").count() == 0


def test_an_address_without_proof_makes_no_editor(dashboard: Dashboard, new_page: Opener) -> None:
    page = sign_in(new_page(), dashboard.address, "boaster")
    assert "The sign-in service gave no verified e-mail address." in words(page)
    assert page.get_by_role("button", name=re.compile("Save|Check")).count() == 0


def test_a_removed_editor_is_refused_at_the_next_save_and_keeps_what_was_typed(
    dashboard: Dashboard, new_page: Opener
) -> None:
    page = fill_in(sign_in(new_page(), dashboard.address, "hub"), "Beech", "62.5")
    before = dashboard.kept()
    dashboard.rules(EDITORS.replace("Hub@Council.example", "other@council.example"))
    assert not saved(page)
    assert dashboard.kept() == before
    assert "hub@council.example is not among the editors" in words(page)


AGAIN = re.compile("What you filled in on .* is here again")


def test_a_draft_is_there_for_who_typed_it_once_signed_in_again_and_for_nobody_else(
    dashboard: Dashboard, new_page: Opener
) -> None:
    page = sign_in(new_page(), dashboard.address, "hub")
    fill(page, "Value: Beech", "67.25")
    dashboard.rules(EDITORS + "hours = 0.0001\n")
    page.get_by_role("textbox", name="Value: Cedar", exact=True).fill("44.5")
    expect(page.get_by_text("is here again once you have signed in")).to_be_visible()
    assert page.get_by_role("textbox").count() == 0
    dashboard.rules(EDITORS)
    for somebody, sees in (("deputy", 0), ("panel", 0), ("hub", 1)):
        other = sign_in(new_page(), dashboard.address, somebody)
        assert settled(other).get_by_text(AGAIN).count() == sees, somebody
        assert ("67.25" in [field.input_value() for field in other.get_by_role("textbox").all()]) == bool(sees)
    for name, typed in (("Beech", "67.25"), ("Cedar", "44.5")):
        expect(other.get_by_role("textbox", name=f"Value: {name}", exact=True)).to_have_value(typed)
    fill(sign_in(new_page(), dashboard.address, "deputy"), "Value: Alder", "71.5")
    assert len([name for name in dashboard.kept() if "drafts" in name]) == 2


def test_who_is_no_editor_any_more_finds_no_draft_and_writes_none(dashboard: Dashboard, new_page: Opener) -> None:
    page = sign_in(new_page(), dashboard.address, "hub")
    fill(page, "Value: Beech", "62.5")
    before = dashboard.kept()
    dashboard.rules(EDITORS.replace("Hub@Council.example", "other@council.example"))
    page.get_by_role("textbox", name="Value: Cedar", exact=True).fill("44.5")
    expect(page.get_by_text("is not among the editors")).to_be_visible()
    assert "draft" not in words(page)
    opened(page, f"{dashboard.address}/add")
    assert page.get_by_text(AGAIN).count() == 0
    assert dashboard.kept() == before


def test_a_copied_cookie_counts_until_the_allowed_age_and_no_longer(dashboard: Dashboard, new_page: Opener) -> None:
    first = sign_in(new_page(), dashboard.address, "hub")
    stolen = first.context.cookies(dashboard.address)
    page = new_page()
    page.context.add_cookies(stolen)  # type: ignore[arg-type]
    assert "Signed in as Jo Bloggs" in words(opened(page, f"{dashboard.address}/add"))
    fill_in(page, "Cedar", "44.5")
    before = dashboard.kept()
    dashboard.rules(EDITORS + "hours = 0.0001\n")
    assert not saved(page)
    assert "Your sign-in is older than 0.0001 hours. Sign in again." in words(page)
    again = new_page()
    again.context.add_cookies(stolen)  # type: ignore[arg-type]
    assert "Your sign-in is older than" in words(opened(again, f"{dashboard.address}/add"))
    expect(again.get_by_role("button", name="Sign in again")).to_be_visible()
    assert again.get_by_role("button", name=re.compile("Save|Check")).count() == 0
    assert dashboard.kept() == before


# Calls forged by hand


def test_everything_an_editor_would_say_is_refused_when_a_reader_says_it(
    dashboard: Dashboard, new_page: Opener
) -> None:
    """The whole conversation up to the click on Save, which is kept back, is sent again under other cookies."""
    heard = Heard()
    page = heard.on(holding(new_page()))
    sign_in(page, dashboard.address, "hub")
    heard.went.clear()
    settled(page.goto(f"{dashboard.address}/add") and page)
    fill_in(page, "Alder", "87.5")
    keep_back(page)
    save_button(page).click()
    said = [*heard.went, *kept_back(page)]
    assert any(b"87.5" in one for one in said)
    before = dashboard.kept()
    reader = sign_in(new_page(), dashboard.address, "panel")
    for cookies in (cookies_of(reader.context, dashboard.address), {}):
        came = said_again(dashboard.address, cookies, said)
        assert came.elements > 20, "the conversation took place"
        assert not came.holds("Check what will be saved")
        assert dashboard.kept() == before
    came = said_again(dashboard.address, cookies_of(page.context, dashboard.address), said)
    assert b"value: 87.5" in dashboard.data, "said by the editor the same conversation saves"


HEADERS = '{"X-User": "email"}'
"""Streamlit's setting with which a header says who somebody is."""


@pytest.mark.parametrize(
    ("secret", "settings", "who", "told"),
    [
        ("4f0c1e7a9b8d6352" * 4, {}, "hub", ""),
        ("4f0c1e7a9b8d6352", {}, "hub", "cookie_secret must be 32 random bytes or more"),
        ("REPLACE ME", {}, "hub", "the example still stands for cookie_secret"),
        (
            "4f0c1e7a9b8d6352" * 4,
            {"STREAMLIT_SERVER_TRUSTED_USER_HEADERS": HEADERS},
            "panel",
            "server.trustedUserHeaders lets anyone claim to be anybody",
        ),
    ],
    ids=["a good secret", "a short secret", "the example", "a header"],
)
def test_an_identity_that_anyone_could_make_up_counts_for_nothing(
    service: str, tmp_path: Path, secret: str, settings: dict[str, str], who: str, told: str
) -> None:
    """The first case shows that the forged cookie is whole: with a good secret only its owner can write it."""
    cleared(tmp_path, EDITORS)
    with serving(tmp_path / "indicators.yaml", settings, secrets_for(service, secret)) as server:
        cookies = forged(server, secret, who)
        came = opened_by_hand(server, "add", cookies=cookies, **{"X-User": "hub@council.example"})
    assert came.holds("Check what will be saved") == (not told)
    assert came.holds("Signed in as Jo Bloggs (hub@council.example)") == (not told)
    assert came.holds(told)
    assert not came.holds(secret)


# This computer


def test_this_computer_may_edit_once_a_name_is_typed(dashboard: Dashboard, new_page: Opener) -> None:
    dashboard.rules(HERE)
    page = opened(new_page(), f"{dashboard.address}/add")
    assert page.get_by_role("button", name=re.compile("Sign in")).count() == 0
    fill_in(page, "Alder", "87.5")
    before = dashboard.kept()
    save_button(page).click()
    expect(page.get_by_text("Type your name: every change is signed.")).to_be_visible()
    assert dashboard.kept() == before
    fill(page, "Your name", "Jo Bloggs")
    assert saved(page)
    assert b"value: 87.5" in dashboard.data


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "10.0.0.1"},
        {"Forwarded": "for=10.0.0.1"},
        {"X-Forwarded-Host": "127.0.0.1"},
    ],
)
def test_a_proxy_on_the_same_machine_opens_nothing(dashboard: Dashboard, header: dict[str, str]) -> None:
    dashboard.rules(HERE)
    came = opened_by_hand(dashboard.address, "add", **header)
    assert came.holds(f"a proxy stands between: it sent {next(iter(header))}.")
    assert not came.holds("Check what will be saved")
    assert opened_by_hand(dashboard.address, "add").holds("Check what will be saved")


def test_a_proxy_that_comes_later_is_refused_at_the_save(dashboard: Dashboard, new_page: Opener) -> None:
    dashboard.rules(HERE)
    heard = Heard()
    page = heard.on(holding(new_page()))
    fill_in(opened(page, f"{dashboard.address}/add"), "Alder", "87.5", name="Jo Bloggs")
    keep_back(page)
    save_button(page).click()
    said = [*heard.went, *kept_back(page)]
    before = dashboard.kept()
    came = said_again(dashboard.address, {}, said, **{"X-Forwarded-For": "10.0.0.1"})
    assert came.holds("a proxy stands between")
    assert dashboard.kept() == before
    said_again(dashboard.address, {}, said)
    assert b"value: 87.5" in dashboard.data, "without the header the same conversation saves"


def test_another_name_of_this_computer_opens_nothing(dashboard: Dashboard, new_page: Opener) -> None:
    dashboard.rules(HERE)
    page = opened(new_page(), f"{dashboard.address.replace('127.0.0.1', OTHER_NAME)}/add")
    page.locator("summary").click()
    assert f"It was asked for as “{OTHER_NAME}:" in words(page)
    assert page.get_by_role("button", name=re.compile("Save|Check")).count() == 0


def test_editing_is_off_until_it_is_opened_and_the_page_says_on_which_line(
    dashboard: Dashboard, new_page: Opener
) -> None:
    shipped = (make.ROOT / "data" / "access.toml").read_text(encoding="utf-8")
    line = shipped.splitlines().index('editing = "off"') + 1
    dashboard.rules(shipped)
    page = new_page()

    def told() -> str:
        opened(page, f"{dashboard.address}/add")
        assert words(page).count("Officers of the performance hub add the figures.") == 1
        assert "access.toml" not in words(page), "a reader is told no name of a file"
        page.locator("summary").click()
        return words(page)

    assert "Editing is off." in told()
    assert f"change line {line} of access.toml" in told()
    expect(page.get_by_text("For officers", exact=True)).to_have_count(0)
    (dashboard.folder / "access.toml").unlink()
    assert "add a line to access.toml" in told()
    dashboard.rules(EDITORS + "hours = 'long'\n")
    assert 'access.toml, line 3: hours is "long"' in told()
    assert page.locator("input, textarea").count() == 0


# Reading


def test_no_path_gives_settings_history_or_an_older_version(dashboard: Dashboard) -> None:
    """The journal and the versions hold true values, which readers may not see."""
    for name in ("journal.jsonl", "versions/0123456789abcdef.yaml"):
        kept = dashboard.folder / "indicators.history" / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("held back", encoding="utf-8")
    (dashboard.folder / "access.toml").write_text(f"# held back\n{EDITORS}", encoding="utf-8")
    inside = ("access.toml", "indicators.history/journal.jsonl", "indicators.history/versions/0123456789abcdef.yaml")
    folders = ("", "/data", "/media", "/static", "/app/static", str(dashboard.folder), f"/static/{dashboard.folder}")
    up = "/static" + "/..%2f" * 12 + str(dashboard.folder).strip("/")
    for path in (f"{folder}/{name}" for folder in (*folders, f"/{dashboard.folder}", up) for name in inside):
        connection = http.client.HTTPConnection(dashboard.address.removeprefix("http://"), timeout=20)
        connection.request("GET", path)
        assert b"held back" not in connection.getresponse().read(), path
        connection.close()


PLACES = (("indicator", "id=beech"), ("", ""), ("sources", ""), ("add", ""), ("history", ""), ("indicator", ""))


@pytest.fixture(scope="module")
def private(service: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard that nobody has visited yet, and that may be read after sign-in only."""
    folder = tmp_path_factory.mktemp("private")
    cleared(folder, f'reading = "sign-in"\n{EDITORS}')
    with serving(folder / "indicators.yaml", secrets=secrets_for(service)) as address:
        yield Dashboard(address, folder)


def leaks(heard: Heard) -> list[str]:
    return [one for one in (*FIGURES, *NAMES, "measured", "Inspection report") if heard.holds(one)]


def test_the_very_first_visitors_get_no_figure_by_any_way_in(private: Dashboard) -> None:
    """The first run after a start may go another way: all of these come at once, to a server that never ran a page."""
    with ThreadPoolExecutor(len(PLACES)) as visitors:
        all_heard = list(visitors.map(lambda place: opened_by_hand(private.address, *place), PLACES))
    for place, heard in zip(PLACES, all_heard, strict=True):
        assert leaks(heard) == [], place
        assert heard.holds("Sign in to read"), place


def test_a_stranger_is_sent_no_figure_where_reading_needs_sign_in(private: Dashboard, new_page: Opener) -> None:
    heard, bodies = Heard(), list[bytes]()
    page = heard.on(new_page())
    page.on("response", lambda got: bodies.append(got.body()) if "/static/" not in got.url and got.ok else None)
    for path in ("/", "/indicator?id=beech", "/sources", "/add", "/history", "/?show=worse"):
        before = heard.elements
        page.goto(private.address + path)
        expect(page.get_by_role("heading", name="Sign in to read")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        page.wait_for_timeout(500)  # what comes behind the page comes within this time
        assert heard.elements > before + 2, path
        assert leaks(heard) == [], path
        assert leaks(Heard(came=bodies)) == [], path


def test_the_same_ear_hears_figures_once_somebody_signed_in(private: Dashboard, new_page: Opener) -> None:
    heard = Heard()
    page = heard.on(new_page())
    settled(sign_in(page, private.address, "panel", "/indicator?id=beech"))
    assert {"61.43", "62.59", "Beech"} <= set(leaks(heard))


def test_a_session_without_sign_in_gets_no_figure_whatever_it_asks_for(private: Dashboard, new_page: Opener) -> None:
    """The conversation of a reader who signed in, said again by a stranger."""
    heard = Heard()
    page = heard.on(new_page())
    settled(sign_in(page, private.address, "panel", "/indicator?id=alder"))
    came = said_again(private.address, {}, heard.went)
    assert came.holds("Sign in to read")
    assert leaks(came) == []
