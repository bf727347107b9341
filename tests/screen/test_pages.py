"""Every page, run through dashboard.py as Streamlit runs it, without a browser."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import typst
from streamlit.testing.v1 import AppTest

from metrics.catalogue import panel_record
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.exports import figure_rows
from metrics.screen import sign_in
from metrics.store import data_file
from metrics.wording.pack import NOT_WHILE_FAULTY
from tests.support import make, panel
from tests.support.servers import ROOT

ENTRY = ROOT / "dashboard.py"
PAGES = {name: f"pages/{name}.py" for name in ("scorecard", "indicator", "sources", "trends", "meeting", "history")}


def shown(page: str, app: AppTest | None = None, **query: str) -> AppTest:
    """A page run through the entry point with this query in its address."""
    if app is None:  # one that has not run yet counts as false
        app = AppTest.from_file(ENTRY, default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(PAGES[page])
    return app.run()


def html(app: AppTest) -> str:
    return "".join(one.proto.body for one in app.get("html"))


def title(app: AppTest) -> str:
    """The page's one h1."""
    headings = [*(one.value for one in app.title), *re.findall(r"<h1[^>]*>(.*?)</h1>", html(app))]
    assert len(headings) == 1, f"one title a page, not {headings}"
    return unescape(headings[0])


def words(app: AppTest) -> str:
    """The page's own text, as a reader sees it."""
    without = re.sub(r"<(style|script).*?</\1>", "", html(app), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    path = ROOT / data_file.DEFAULT
    return parse(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("scorecard", "How well Medway looks after its children"),
        ("indicator", ""),
        ("sources", "Sources and method"),
        ("meeting", "The panel’s meetings"),
    ],
)
def test_every_page_has_its_title_and_the_words_of_every_page(page: str, heading: str) -> None:
    app = shown(page)
    assert not app.exception
    assert heading in title(app) != ""
    for part in ("Source:", "Last updated:", "Next due:", "Contact:", "Data:"):
        assert part in words(app), f"{page} has no {part}"


def test_meeting_shows_readers_the_record_and_says_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "indicators.yaml"
    data.write_text(make.text(make.indicator(make.figure("2013/14 Q1", 26))), encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(data))
    assert "No meeting has been recorded yet." in words(shown("meeting"))
    record = data.with_name(panel_record.FILE)
    record.write_text(panel.a_year(), encoding="utf-8")
    found = words(shown("meeting"))
    assert "Why is it so?" in found
    assert "1 challenge, 1 of them overdue." in found
    assert "Private?" not in found
    record.write_text(panel.a_year().replace("kind: closed", "kind: shut"), encoding="utf-8")
    broken = words(shown("meeting"))
    assert "The panel’s record has 1 problem" in broken
    assert "Why is it so?" in broken
    assert "26%" in words(shown("scorecard")), "the figures don't need it"


def test_readers_are_offered_no_form_of_the_record_whatever_the_address_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "indicators.yaml"
    data.write_text(make.text(make.indicator(make.figure("2013/14 Q1", 26))), encoding="utf-8")
    data.with_name(panel_record.FILE).write_text(panel.a_year(), encoding="utf-8")
    data.with_name("access.toml").write_text(
        'editing = "sign-in"\nrecorders = ["pat.clerk@council.example"]\n', encoding="utf-8"
    )
    monkeypatch.setenv(data_file.VARIABLE, str(data))
    offered = re.compile("Record |Withdraw|Plan a|Report an|Choose the")
    asked = [
        *(("meeting", {"record": kind, "of": of}) for kind, of in (("question", ""), ("answer", "1"), ("answer", "5"))),
        *(("indicator", {"id": "neet"}), ("history", {"file": "meetings"})),
    ]
    for page, query in asked:
        app = shown(page, **query)
        folded = [one.label for one in app.expander if not one.label.startswith("The papers for a meeting")]
        assert [*app.text_input, *app.text_area, *folded] == [], (page, query)
        assert offered.findall(words(app)) == [], (page, query)
        assert "Private?" not in html(app), (page, query)


def test_a_pdf_that_can_not_be_set_is_told_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object, **_named: object) -> bytes:
        raise typst.TypstError("label does not exist")

    monkeypatch.setattr(typst, "compile", refused)
    app = shown("meeting")
    next(one for one in app.button if one.label == "Make the PDF").click().run()
    assert not app.exception
    assert "The PDF can’t be made; the workbook and the figures (CSV) hold the same" in words(app)


def test_whoever_keeps_the_record_can_sign_in_though_its_file_can_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "indicators.yaml"
    data.write_text(make.text(make.indicator(make.figure("2013/14 Q1", 26))), encoding="utf-8")
    data.with_name(panel_record.FILE).write_text("meetings: [", encoding="utf-8")
    data.with_name("access.toml").write_text('editing = "sign-in"\neditors = ["a@b.example"]\n', encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(data))
    monkeypatch.setattr(sign_in, "problem", lambda: "")
    app = shown("meeting")
    assert not app.exception
    assert "No meeting has been recorded yet." not in words(app)
    assert "Whoever keeps this record signs in to add to it." in words(app)


def test_scorecard_asks_how_well_the_files_own_area_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = {**make.ORGANISATION, "name": "Kent County Council", "area": "Kent & Sussex"}
    data = tmp_path / "indicators.yaml"
    kent = make.text(make.indicator(make.figure("2013/14 Q1", 26)), organisation=elsewhere)
    data.write_text(kent, encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(data))
    app = shown("scorecard")
    assert title(app) == "How well Kent & Sussex looks after its children"
    data.unlink()
    monkeypatch.setenv(data_file.VARIABLE, str(tmp_path / "nothing.yaml"))
    assert title(shown("scorecard")) == "How well the council looks after its children"


def test_scorecard_shows_judgements_counts_and_what_to_look_at_first() -> None:
    found = words(shown("scorecard"))
    order = [
        found.index(part)
        for part in (
            "Ofsted judged the service inadequate",
            "Ofsted, July 2013",
            "Ask about these first",
            "What moved",
            "5 moved the right way, none tested",
        )
    ]
    assert order == sorted(order)
    assert "Inadequate" in found


def test_every_indicator_has_a_row_or_a_link_on_the_scorecard(catalogue: Catalogue) -> None:
    page = html(shown("scorecard"))
    missing = [one.id for one in catalogue.indicators if f'href="indicator?id={one.id}"' not in page]
    assert missing == []


@pytest.mark.parametrize("show", ["better", "worse", "missed", "behind", "few", "unclear", "no-such-filter"])
def test_filter_in_the_address_narrows_the_scorecard(show: str) -> None:
    whole, narrowed = html(shown("scorecard")), html(shown("scorecard", show=show))
    rows, kept = whole.count('scope="row"'), narrowed.count('scope="row"')
    assert kept == rows if show == "no-such-filter" else kept < rows


def test_no_papers_are_made_of_a_record_that_cannot_be_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(make.text(make.indicator(make.figure("2013/14 Q1", 26))), encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(path))
    whole = panel.record_text(meetings=[panel.meeting()], challenges=[panel.challenge()])
    file = path.with_name(panel_record.FILE)
    file.write_text(whole, encoding="utf-8")
    offered = shown("meeting")
    assert "Make the PDF" in [one.label for one in offered.button]
    file.write_text(whole.replace("indicator: neet", "indicator: gone"), encoding="utf-8")
    broken = shown("meeting", offered)
    assert "Why is it so?" in words(broken), "what can be read still stands there"
    assert "Make the PDF" not in [one.label for one in broken.button]
    assert NOT_WHILE_FAULTY in words(broken)


def test_text_to_paste_tells_nothing_of_what_is_not_for_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(make.text(make.indicator(make.figure("2013/14 Q1", 26))), encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(path))
    asked = panel.challenge(1, date(2013, 11, 1), publish=False)
    written = panel.record_text(meetings=[panel.meeting()], challenges=[asked])
    path.with_name(panel_record.FILE).write_text(written, encoding="utf-8")
    monkeypatch.setattr("metrics.access.policy.write_refusal", lambda *_: "")
    page = html(shown("meeting"))
    assert "1 challenge asked." in page, "whoever keeps the record sees it"
    (message,) = re.findall(r"New since the meeting of [^<]*", page)
    assert "asked" not in message


def test_every_indicators_page_runs_and_says_its_finding(catalogue: Catalogue) -> None:
    app = AppTest.from_file(ENTRY, default_timeout=120)
    wrong = []
    for one in catalogue.indicators:
        app = shown("indicator", app, id=one.id)
        found = words(app)
        if app.exception:
            wrong.append(f"{one.id}: {app.exception[0].value}")
        elif title(app) != one.title or one.name not in found:
            wrong.append(f"{one.id}: titled {title(app)}")
        elif 'class="finding"' not in html(app) or not re.search(r'class="finding">[^<]{10,}', html(app)):
            wrong.append(f"{one.id}: no finding")
        elif one.definition.split(".")[0] not in found:
            wrong.append(f"{one.id}: no definition")
        elif one.caution and one.caution.split(".")[0] not in found:
            wrong.append(f"{one.id}: its caution is not shown")
    assert wrong == []


def test_every_figure_stands_on_its_page_with_its_source(catalogue: Catalogue) -> None:
    app = AppTest.from_file(ENTRY, default_timeout=120)
    wrong = []
    for one in (one for one in catalogue.indicators if one.observations):
        found = words(shown("indicator", app, id=one.id)).replace("\N{NO-BREAK SPACE}", " ")
        for figure in one.observations:
            value = figure_rows.number_words(figure, one)
            if value not in found:
                wrong.append(f"{one.id} {figure.period.label}: {value} is not on the page")
            if figure.at not in found and figure.at.capitalize() not in found:
                wrong.append(f"{one.id} {figure.period.label}: {figure.at} is not on the page")
            if figure.quote and figure.quote not in found:
                wrong.append(f"{one.id} {figure.period.label}: its quotation is not on the page")
    assert wrong == []


def test_every_chart_has_alternative_text_that_says_its_finding(catalogue: Catalogue) -> None:
    app = AppTest.from_file(ENTRY, default_timeout=120)
    charts = 0
    for one in (one for one in catalogue.indicators if one.observations):
        for chart in shown("indicator", app, id=one.id).get("vega_lite_chart"):
            charts += 1
            assert len(chart.proto.alt) > 25, f"{one.id}: {chart.proto.alt!r}"
    assert charts > 20


def test_indicator_without_any_number_shows_no_empty_table_and_offers_no_empty_file() -> None:
    app = shown("indicator", id="initial-health-assessments-in-time")
    assert "<table" not in html(app)
    assert not app.get("download_button")
    assert "plain-table" in html(shown("indicator", id="three-or-more-placements")), (
        "published figures have their table"
    )


def test_unknown_indicator_gives_a_sentence_and_another_indicator() -> None:
    app = shown("indicator", id="<b>no such</b>")
    assert not app.exception
    assert "There is no indicator “<b>no such</b>”" in words(app)
    assert title(app)


def test_choosing_an_indicator_shows_it() -> None:
    app = shown("indicator", id="neet")
    app.selectbox[0].select("care-proceedings").run()
    assert not app.exception
    assert "care proceedings" in title(app).lower()


def test_previous_and_next_lead_through_the_theme(catalogue: Catalogue) -> None:
    theme = [one.id for one in catalogue.indicators if one.theme == "education"]
    page = html(shown("indicator", id=theme[1]))
    neighbours = re.search(r'<nav class="neighbours".*?</nav>', page, re.DOTALL)
    assert neighbours is not None
    assert re.findall(r'href="indicator\?id=([^"]+)"', neighbours[0]) == [theme[0], theme[2]]


@pytest.mark.parametrize("page", PAGES)
def test_broken_file_lists_its_problems_above_the_last_good_data(
    page: str, tmp_path: Path, broken_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = broken_file.read_bytes()
    broken_file.write_bytes((ROOT / data_file.DEFAULT).read_bytes())
    monkeypatch.setenv(data_file.VARIABLE, str(broken_file))
    assert not shown(page).exception
    broken_file.write_bytes(broken)
    app = shown(page)
    assert not app.exception
    found = words(app)
    assert "The data file has 2 problems" in found
    assert "indicators.yaml line 3: sources > hub > kind: 'secret'" in found
    assert "indicators.yaml line 9: neet > unit: 'week' is not a known unit" in found
    assert found.index("line 9") < found.index("Last updated:"), "the last good data still shows"
    assert str(tmp_path) not in found, "the page names no folder of the server"


@pytest.mark.parametrize("page", PAGES)
def test_broken_file_without_earlier_good_data_shows_the_list_alone(
    page: str, broken_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(data_file.VARIABLE, str(broken_file))
    app = shown(page)
    assert not app.exception
    found = words(app)
    assert "The data file has 2 problems" in found
    assert "There is no earlier version" in found
    assert "Last updated:" not in found


def test_missing_file_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(data_file.VARIABLE, str(tmp_path / "nothing.yaml"))
    app = shown("scorecard")
    assert not app.exception
    assert "there is no such file" in words(app)


def test_downloaded_pictures_mark_the_events_of_the_file_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, events = tmp_path / "indicators.yaml", tmp_path / "events.yaml"
    figures = [make.figure("2012/13 Q4", 30), make.figure("2013/14 Q1", 26)]
    data.write_text(make.text(make.indicator(*figures)), encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(data))

    def files(words: str) -> dict[str, str]:
        """The address of each download, which is named by what it holds."""
        events.write_text(f"events: [{{date: May 2013, words: {words}, source: report, at: here}}]", encoding="utf-8")
        app = AppTest.from_file(ENTRY, default_timeout=120)
        app.session_state["trends more neet"] = True
        shown("trends", app, m="neet", events="on")
        assert words in html(app)
        return {one.proto.label.split()[0]: one.proto.url for one in app.get("download_button")}

    before, same, after = files("A director came"), files("A director came"), files("A director left")
    assert before == same
    assert before["CSV"] == after["CSV"]
    assert all(before[form] != after[form] for form in ("PNG", "SVG"))
