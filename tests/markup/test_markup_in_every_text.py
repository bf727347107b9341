"""Markup in every text of the data is alive on no page and in no download."""

from __future__ import annotations

import csv
import importlib
import inspect
import io
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, get_args

import openpyxl
import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

import metrics.markup
from metrics.analysis.due import round_of
from metrics.analysis.reading import read_all
from metrics.analysis.recommendations import RecommendationReadings, read_recommendations
from metrics.analysis.timeline import WHOLE
from metrics.catalogue import events, neighbours, panel_record, recommendations
from metrics.catalogue.amend import Addition, Change, Kind
from metrics.catalogue.file_names import NameLine
from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import parse as period
from metrics.charts import card_chart, render, sparkline
from metrics.charts.chart_form import chart_for
from metrics.charts.palette import LIGHT
from metrics.exports import chart_tables, citations, tidy, xlsx
from metrics.markup import page, published_cards, recommendations_page, scorecard
from metrics.markup.elements import picture_html
from metrics.markup.history_page import Told
from metrics.markup.timeline_page import Shown
from metrics.store import data_file
from metrics.store.journal import Entry
from metrics.trends import published
from metrics.trends.view_state import FINDINGS, ViewState
from metrics.uploads import template
from metrics.wording import alt_text, cards, pictures
from metrics.wording.changes import Changed
from tests.support import make, panel, recommended
from tests.support.make import ROOT, TODAY, comparator, counted, figure, indicator, said, target
from tests.support.planted import Planted, alive, alive_in_drawing, text_fields

NOON = datetime(2013, 9, 2, 12, tzinfo=UTC)
Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"
YEARS = ("2010/11 financial year", "2011/12 financial year", "2012/13 financial year")


def full() -> Catalogue:
    """A catalogue with every kind of entry, and indicators of every state and form of chart."""
    others = [
        comparator(Q1, 20, comparable="partly", why="Other ages.", **_told(20)),
        comparator(Q1, 58, group="all", comparable="no", why="Others."),
        comparator(Q1, 60, area="Statistical neighbours", statistic="mean", model="2013 model"),
        comparator(Q1, words="well below", area="South East"),
    ]
    goals = [
        target(10, label="limit", tolerance={"value": 1, "source": "law", "at": "1"}, note="A note."),
        target(words="as few as can be"),
    ]
    texts: dict[str, Any] = {
        **dict.fromkeys(("short_name", "caution", "owner", "note", "ask", "why_it_matters"), "Some words."),
        "said": [said()],
        "standard": {"words": "all", "source": "law", "at": "1"},
    }
    yearly = [counted(year, 20 + 2 * place, 200, **_told(10 + place)) for place, year in enumerate(YEARS)]
    england = [comparator(year, 9) for year in YEARS]
    around = [comparator(year, 8, area="Kent") for year in YEARS]
    signed = {"status": "revised", "by": "A. Reader", "on": date(2013, 9, 1), "reason": "Late.", "commentary": "So."}
    rebased = {"rebase_before": {"reason": "New.", "by": "A. Reader", "on": date(2013, 8, 1)}}
    many = [figure(f"20{year}/{year + 1} Q{quarter}", 20 + quarter) for year in (10, 11) for quarter in range(1, 5)]
    return make.catalogue(
        indicator(
            figure(Q4, 20, as_written="the spring", **_told(20)),
            figure(Q1, 26, inferred=["period"], as_written="the summer", break_before="A new count.", **_told(26)),
            figure(Q1, 27, **signed, **_told(27)),
            figure(Q2, 20, status="predicted", predicted_by="the school", **_told(20)),
            **texts,
            comparators=others,
            targets=goals,
            own_series=yearly,
        ),
        indicator(*many, figure(Q4, 20, **rebased), figure(Q1, 26), id="many", name="Many", comparators=others),
        indicator(figure("undated: lately", 3), id="undated", name="Undated", unit="count", of="children"),
        indicator(figure("July 2013", 4), id="judged", name="Judged", theme="judgements", unit="grade"),
        indicator(figure(Q1, 400), id="fact", name="Fact", theme="context", unit="weeks", comparators=others[:1]),
        indicator(id="awaiting", name="Awaiting"),
        indicator(
            figure(Q1, 20), id="gone", name="Gone", retired={"on": date(2013, 9, 1), "reason": "Counted no more."}
        ),
        indicator(
            id="series",
            name="Series",
            own_series=[{**one, "group": "all", "comparable": "partly", "why": "Ages."} for one in yearly],
            comparators=around,
        ),
        indicator(
            id="compared",
            name="Compared",
            frequency="financial year",
            own_series=yearly,
            comparators=[*england, *around],
        ),
        organisation={**make.ORGANISATION, "area_code": "E06000035"},
        sources={
            id: {**source, "url": "https://example.org/", "licence": "Open", "note": "A note."}
            for id, source in make.SOURCES.items()
        },
        other_numbers=[{"words": "12", "what": "Visits.", "why": "No rate.", "source": "report", "at": "1"}],
    )


def _told(value: int) -> dict[str, str]:
    return {"quote": f"it was {value}", "note": "A note."}


EVENTS = """events:
- {date: "undated: autumn", words: Moved, as_written: late, theme: health, source: report, at: page 1}
- {date: May 2013, until: June 2013, words: Moved, source: report, at: page 1, by: Ann, on: 2013-07-01}
"""
STYLE = re.compile(r"<(style|script)>.*?</\1>", re.DOTALL)


def recorded(made: Catalogue, planted: Planted) -> list[events.Event]:
    return [planted.into(one) for one in events.parse(EVENTS, made)]


def asked_for(made: Catalogue, planted: Planted) -> RecommendationReadings:
    ids = [one.id for one in made.indicators]
    quoted = {"quote": "words of the report"}
    written = recommended.text(
        recommended.asked(*ids, **quoted), recommended.asked(id="none"), gaps=[recommended.gap(*ids, **quoted)]
    )
    said = planted.into(recommendations.parse(written, made))
    return read_recommendations(said, made, read_all(made, TODAY))


def authorities(planted: Planted) -> tuple[str, ...]:
    listed = [neighbours.Authority(code="E10000016", name="Kent")]
    model = neighbours.Model(id="2013", name="2013 model", of="E06000035", source="A list", authorities=listed)
    return tuple(one.name for one in planted.into(model).authorities)


WAYS = pytest.mark.parametrize("whole", [False, True], ids=["as a file may hold it", "in every field"])


# ---- what is planted ---------------------------------------------------------------------------------


def test_every_text_field_of_the_contract_is_planted():
    planted = Planted(whole=True)
    made = planted.into(full())
    recorded(made, planted)
    authorities(planted)
    asked_for(made, planted)
    wanted = text_fields(Catalogue) | text_fields(events.Event) | text_fields(neighbours.Model)
    wanted |= text_fields(recommendations.Recommendations)
    assert {"Indicator.caution", "Rebase.by", "Source.licence", "Authority.name", "Event.words", "Gap.quote"} < wanted
    assert wanted - {place for places in planted.where.values() for place in places} == set()


def test_a_file_may_hold_all_that_is_planted_in_the_texts_that_stand_there():
    made = Planted().into(full())
    assert parse(_written(made)).model_dump() == made.model_dump()


def _written(made: Catalogue) -> str:
    dumped = made.model_dump(by_alias=True, exclude_defaults=True)
    return make.text(*dumped.pop("indicators"), **dumped)


def test_what_is_alive_is_found():
    planted = Planted()
    html = Markup('<p title="{}">{}</p>').format(planted.text("a"), planted.text("b"))
    assert alive(html) == []
    assert alive(f"<p>{planted.text('c')}</p>") == ["alive: n2"]
    assert alive(f'<p title="{planted.text("d")}"></p>') == ["alive: n3"]
    assert alive("<p>&lt;span class=small&gt;</p>") == ["shown as words: <span class=small>"]
    assert alive(picture_html(f'<svg><text {"planted"}="n4"/></svg>', "words")) == ["alive: n4"]


# ---- pages -------------------------------------------------------------------------------------------


class Pool:
    """Values for the parameters of the functions of ``markup``, by what they are annotated with, else by their name."""

    def __init__(self, made: Catalogue, planted: Planted) -> None:
        self.made, self.planted = made, planted
        self.readings = read_all(made, TODAY)
        self.events = recorded(made, planted)
        self.found = asked_for(made, planted)
        areas = {one.area for each in made.indicators for one in each.comparators}
        self.names = (*areas, *authorities(planted))
        self.states = [ViewState(finding=finding, neighbours=True) for finding in FINDINGS]
        self.states += [ViewState(word=planted.text("word in the address")), ViewState(last=1990)]
        self.shown = [Shown(), Shown("health", newest_first=False), Shown(WHOLE)]
        self.pictures = {one.indicator.id: _picture(one) for one in self.readings}
        self.card_charts = {one.indicator.id: _card_chart(one) for one in self.readings}

    DATA = (
        *("Catalogue", "Reading", "Sequence[Reading]", "list[Reading]", "Indicator", "PublishedView"),
        *("Observation", "Sequence[Event]", "Event", "RecommendationReadings"),
    )

    def values(self, wanted: inspect.Parameter) -> list[Any] | None:
        """What may be given; None where the pool doesn't know the parameter."""
        by_kind: dict[str, Any] = {
            "Catalogue": lambda: [self.made],
            "Reading": lambda: self.readings,
            "Sequence[Reading]": lambda: [self.readings],
            "list[Reading]": lambda: [self.readings],
            "Mapping[str, Reading]": lambda: [{one.indicator.id: one for one in self.readings}],
            "Sequence[Indicator]": lambda: [self.made.indicators],
            "Indicator": lambda: self.made.indicators,
            "Figure": lambda: [self.readings[3].latest],
            "Observation": lambda: [one for each in self.made.indicators for one in each.observations],
            "PublishedView": lambda: [self._laid_out(state) for state in self.states],
            "ViewState": lambda: self.states,
            "Sequence[Event]": lambda: [self.events],
            "Event": lambda: self.events,
            "Shown": lambda: [*self.shown, Shown(self.planted.text("theme in the address"))],
            "RecommendationReadings": lambda: [self.found],
            "Mapping[str, Markup]": lambda: [self.pictures, self.card_charts],
            "Mapping[str, str]": lambda: [self.pictures],
            "Markup | None": lambda: [None],
            "Change": lambda: [self._change()],
            "Sequence[Told]": lambda: [[self._told()]],
            "Sequence[str]": lambda: [[self.planted.text(wanted.name)]],
            "Sequence[NameLine]": lambda: [self._name_lines()],
            "Sequence[Round]": lambda: [[round_of(self.made, period(Q2), TODAY)], []],
            "date": lambda: [TODAY],
            "date | None": lambda: [TODAY, None],
            "int": lambda: [1],
            "bool": lambda: [False, True],
        }
        if wanted.name == "show":
            return list(scorecard.FILTERS)
        if wanted.annotation == "str":
            return [self.planted.text(wanted.name)]
        return list(by_kind[wanted.annotation]()) if wanted.annotation in by_kind else None

    def _change(self) -> Change:
        """All that stands in the file, as if it had just been added."""
        kinds: tuple[Kind, ...] = get_args(Kind)
        return Change(
            tuple(
                Addition(one.id, kind, entry.model_dump(by_alias=True))
                for one in self.made.indicators
                for kind in kinds
                for entry in getattr(one, kind)
            )
        )

    def _name_lines(self) -> list[NameLine]:
        """Matches of a name with an indicator that stands in the file, and with one that is gone."""
        texts = {name: self.planted.text(name) for name in ("name", "by", "reason")}
        ids = (self.made.indicators[0].id, "gone")
        return [NameLine.model_validate({**texts, "indicator": one, "on": TODAY}) for one in ids]

    def _told(self) -> Told:
        """A change that holds a text in each place, with all that it changed."""
        text = self.planted.text
        entry = Entry(1, "save", NOON, text("by"), text("reason"), "", "", about=(text("about"),))
        changed = [Changed(one.id, *map(text, ("title", "what", "before", "after"))) for one in self.made.indicators]
        return Told(entry, changed)

    def _laid_out(self, state: ViewState) -> published.PublishedView:
        return published.lay_out(self.made, self.readings, state, TODAY, self.names)


def _picture(reading: Any) -> Markup:
    drawn = sparkline.picture_svg(reading)
    return Markup() if drawn is None else picture_html(drawn, alt_text.picture_alt(reading))


def _card_chart(reading: Any) -> Markup:
    drawn = card_chart.card_svg(reading)
    return (
        Markup() if drawn is None else picture_html(drawn[0], cards.chart_alt(reading, drawn[1].labels, drawn[1].axis))
    )


def functions() -> Iterator[Callable[..., Any]]:
    """Every public function of ``markup`` that takes a part of the data."""
    for room in pkgutil.iter_modules(metrics.markup.__path__, "metrics.markup."):
        for name, made in vars(importlib.import_module(room.name)).items():
            if name.startswith("_") or not inspect.isfunction(made) or made.__module__ != room.name:
                continue
            if any(one.annotation in Pool.DATA for one in inspect.signature(made).parameters.values()):
                yield made


def calls(made: Callable[..., Any], pool: Pool) -> Iterator[dict[str, Any]]:
    """The arguments to call it with; what has a default and is unknown to the pool is left out."""
    given: dict[str, list[Any]] = {}
    for name, wanted in inspect.signature(made).parameters.items():
        values = pool.values(wanted)
        if values is None and wanted.default is inspect.Parameter.empty:
            raise LookupError(f"{made.__module__}.{made.__name__}: say in Pool what {name}: {wanted.annotation} may be")
        if values is not None:
            given[name] = values
    for chosen in product(*given.values()):
        yield dict(zip(given, chosen, strict=True))


@WAYS
def test_no_function_of_a_page_lets_a_text_of_the_data_become_markup(whole):
    planted = Planted(whole)
    pool = Pool(planted.into(full()), planted)
    asked, faults = set(), set()
    for made in functions():
        for arguments in calls(made, pool):
            html = made(**arguments)
            if isinstance(html, str):
                asked.add(f"{made.__module__}.{made.__name__}".removeprefix("metrics.markup."))
                faults |= {f"{made.__name__}: {_named(fault, planted)}" for fault in alive(html)}
    assert {"home.first_screen", "scorecard.theme_tables", "page.footer", "published.section"} < asked
    assert sorted(faults) == []


def _named(fault: str, planted: Planted) -> str:
    """The fault by the fields that the text stands in."""
    return str(planted.where.get(fault.removeprefix("alive: "), fault))


def test_cards_of_every_view_of_published_series_hold_no_markup_of_the_data():
    planted = Planted()
    pool = Pool(planted.into(full()), planted)
    state = ViewState(neighbours=True)
    html = published_cards.cards(pool.made, pool._laid_out(state), state)
    assert '<i class="neighbour"' in html
    assert alive(html) == []


@WAYS
def test_recommendations_hold_no_markup_of_the_data(whole):
    planted = Planted(whole)
    pool = Pool(planted.into(full()), planted)
    html = recommendations_page.page(recommendations_page.Shown(pool.found, pool.made, TODAY, enters=True))
    assert "Start measuring" in html
    assert alive(html) == []


PAGES = [
    *(("scorecard", {}), ("scorecard", {"show": "missed"}), ("sources", {}), ("history", {}), ("trends", {})),
    *(
        ("meeting", {}),
        ("recommendations", {}),
        ("present", {}),
        ("present", {"ids": "neet,many,undated,fact,awaiting,series,compared"}),
    ),
    ("present", {"meeting": "<i planted=meeting>", "ids": "<i planted=id>"}),
    *(
        ("trends", {"find": "own", "events": "on"}),
        ("timeline", {}),
        ("trends", {"q": "<i planted=q>"}),
        ("indicator", {"id": "<i planted=id>"}),
    ),
    *(
        ("indicator", {"id": one})
        for one in ("neet", "many", "undated", "judged", "fact", "awaiting", "gone", "compared")
    ),
]


def _record(planted: Planted) -> str:
    """A record of the panel that holds a text in every place."""
    text = planted.text
    asked = {"role": text("role"), "due": date(2030, 1, 1)}
    written = panel.record_text(
        meetings=[panel.meeting(title=text("title"), place=text("place"))],
        challenges=[panel.challenge(1, asked=text("asked"), **asked)],
        responses=[panel.response(1, words=text("words"))],
        exceptions=[panel.exception(2, cause=text("cause"), action=text("action"), **asked)],
        updates=[panel.update(2, words=text("words of an update"))],
    )
    return written.replace("by: Clerk", f"by: {json.dumps(text('by'))}")


def test_no_page_as_it_is_run_holds_markup_of_the_data(tmp_path, monkeypatch):
    planted = Planted()
    made = planted.into(full())
    file = tmp_path / "indicators.yaml"
    file.write_text(_written(made), encoding="utf-8")
    file.with_name(events.FILE).write_text(EVENTS.replace("Moved", json.dumps(planted.text("Event"))), encoding="utf-8")
    file.with_name(panel_record.FILE).write_text(_record(planted), encoding="utf-8")
    text = planted.text
    asked = recommended.asked("neet", "awaiting", words=text("asked"), quote=text("quote"), at=text("at"))
    gaps = [recommended.gap("neet", words=text("gap"), quote=text("quote of a gap"))]
    file.with_name(recommendations.FILE).write_text(recommended.text(asked, gaps=gaps), encoding="utf-8")
    monkeypatch.setenv(data_file.VARIABLE, str(file))
    for name, query in PAGES:
        app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120)
        app.query_params.update(query)
        app.switch_page(f"pages/{name}.py").run()
        assert not app.exception
        bodies = [one.proto.body for one in app.get("html")]
        assert [fault for body in bodies for fault in alive(re.sub(STYLE, "", body))] == [], (name, query)
        assert "planted" in "".join(bodies)


# ---- downloads ---------------------------------------------------------------------------------------


@WAYS
def test_tables_that_are_downloaded_keep_text_as_text(whole):
    made = Planted(whole).into(full())
    table = tidy.figures(made)
    rows = list(csv.reader(io.StringIO(tidy.csv_bytes(table).decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(table.columns)}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))] == []
    workbooks = [
        xlsx.xlsx_bytes(table, made.indicators[0].title),
        template.xlsx_bytes(made, period(Q1), [one.id for one in made.indicators]),
    ]
    for written in workbooks:
        assert _formulas(written) == []


def _formulas(workbook: bytes) -> list[str]:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return [
        f"{sheet.title} {cell.coordinate}" for sheet in sheets for row in sheet for cell in row if cell.data_type == "f"
    ]


@WAYS
def test_pictures_that_are_downloaded_hold_no_element_of_the_data(whole):
    made = Planted(whole).into(full())
    for reading in read_all(made, TODAY):
        chart = chart_for(reading, palette=LIGHT, area=made.organisation.area, sources=made.sources)
        if chart is not None:
            cited = citations.chart_sources(made, reading)
            told = pictures.caption(reading, cited, made.organisation.name, "/indicator", TODAY)
            assert alive_in_drawing(render.svg(chart, told)) == [], reading.indicator.id


def test_table_behind_a_chart_holds_no_markup_of_the_data():
    made = Planted(whole=True).into(full())
    for one in made.indicators:
        table = chart_tables.table_behind_chart(made, one)
        assert alive(page.figures_table(table, one.name)) == []
