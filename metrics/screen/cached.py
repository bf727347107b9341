"""The cache of sparklines, charts and the scorecard, for each version of the data; filled before the first visitor."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import streamlit as st
from markupsafe import Markup

from metrics.analysis.panel_readers import for_readers
from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue
from metrics.charts import card_chart, render, sparkline
from metrics.charts.chart_form import chart_for, phone_charts, screen_chart
from metrics.charts.options import OWN, PLAIN, Drawing
from metrics.charts.palette import DARK, LIGHT, Palette
from metrics.markup import home, present_page, published, scorecard
from metrics.markup.elements import picture_html
from metrics.markup.templating import piece
from metrics.pack import pictures
from metrics.screen import page_frame, panel_seen, recommendations
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.wording import alt_text
from metrics.wording.cards import chart_alt
from metrics.wording.freshness import freshness_words
from metrics.wording.waiting import NOTHING, Waiting


@st.cache_resource(max_entries=4, show_spinner=False)
def _pictures(version: str, today: date, _view: View) -> dict[str, Markup]:
    counted, contents = [reading for reading in _view.readings if reading.counted], _contents(version, today, _view)
    span = sparkline.time_span(counted)
    images = {one.indicator.id: _image(contents[one.indicator.id], span, one) for one in counted}
    return {indicator_id: image for indicator_id, image in images.items() if image}


def image(reading: Reading) -> Markup:
    """An indicator's small picture as HTML, with its words; nothing where there is nothing to draw."""
    return _image(_content(reading), None, reading)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _image(content: str, span: sparkline.Span | None, _reading: Reading) -> Markup:  # noqa: ARG001 - the key
    drawing = sparkline.picture_svg(_reading, span)
    return Markup() if drawing is None else picture_html(drawing, alt_text.picture_alt(_reading))


def chart_image(catalogue: Catalogue, reading: Reading) -> Markup:
    """An indicator's picture, or its chart as a phone has it where it has none; nothing where nothing can be drawn."""
    return image(reading) or Markup().join(_phone_pictures(_content(reading), OWN, catalogue, reading))


def draw_chart(catalogue: Catalogue, reading: Reading, palette: Palette, drawing: Drawing = PLAIN) -> Any:
    """An indicator's large chart; None where nothing can be drawn."""
    area, sources = catalogue.organisation.area, catalogue.sources
    return chart_for(reading, palette=palette, area=area, sources=sources, drawing=drawing)


def home_html(
    version: str, today: date, show: str, view: View, waits: Waiting = NOTHING, asked: str = ""
) -> tuple[Markup, Markup]:
    """The home page's first screen and its tables, narrowed to what ``show`` names; all is for "".

    ``waits`` is what this visitor may see of the panel's record, ``asked`` where what the inspection asked for stands:
    a first screen is kept for each of what is seen.
    """
    return _first_screen(version, today, show, repr(waits), asked, view, waits), _tables(version, today, show, view)


@st.cache_resource(max_entries=16, show_spinner="Drawing")
def _first_screen(
    version: str,
    today: date,
    show: str,
    waits: str,  # noqa: ARG001 - the key
    asked: str,
    _view: View,
    _waits: Waiting,
) -> Markup:
    readings = _view.readings
    carded, contents = home.carded(readings, show)[: home.CARDS], _contents(version, today, _view)
    cards = {one.indicator.id: _card_image(contents[one.indicator.id], one) for one in carded}
    fresh, voice = freshness_words(_view.catalogue, today), published.beside_england(readings)
    return home.first_screen(readings, cards, show, fresh=fresh, published=voice, asked=asked, waits=_waits)


@st.cache_resource(max_entries=16, show_spinner="Drawing")
def _tables(version: str, today: date, show: str, _view: View) -> Markup:
    return scorecard.theme_tables(_view.readings, _pictures(version, today, _view), show)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _card_image(content: str, _reading: Reading) -> Markup:  # noqa: ARG001 - the key
    """The chart of an indicator's card as HTML, with its words; nothing where no figure is a number."""
    drawn = card_chart.card_svg(_reading)
    return Markup() if drawn is None else picture_html(drawn[0], chart_alt(_reading, drawn[1].labels, drawn[1].axis))


@st.cache_resource(max_entries=4, show_spinner=False)
def _contents(version: str, today: date, _view: View) -> dict[str, str]:  # noqa: ARG001 - the keys
    return {reading.indicator.id: _content(reading) for reading in _view.readings}


def _content(reading: Reading) -> str:
    """All that a picture is drawn from, so that a save draws only what it changed."""
    return sha256(repr(reading).encode()).hexdigest()


@st.cache_resource(max_entries=512, show_spinner=False)
def chart_spec(
    version: str,  # noqa: ARG001 - the keys
    today: date,  # noqa: ARG001
    indicator_id: str,  # noqa: ARG001
    dark: bool,
    reach: bool,
    _view: View,
    _reading: Reading,
    usual: bool = False,
) -> dict[str, Any] | None:
    """A large chart as Streamlit is sent it; None where nothing can be drawn.

    ``reach``: with the margin of error; ``usual``: with the usual range.
    """
    drawing = replace(OWN, intervals=reach, limits=usual)
    chart = draw_chart(_view.catalogue, _reading, DARK if dark else LIGHT, drawing)
    return None if chart is None else render.sent(render.spec(chart))


def still_charts(catalogue: Catalogue, reading: Reading) -> str:
    """The large chart as still pictures for a phone and for paper, as HTML; page.css shows each in its place alone."""
    return _still_charts(_content(reading), catalogue, reading)


def paper_chart(catalogue: Catalogue, reading: Reading) -> str:
    """The large chart for paper as SVG; empty where nothing can be drawn. Drawn with the page's, for the pack."""
    return _paper_chart(_content(reading), catalogue, reading)


@st.cache_resource(max_entries=512, show_spinner=False)
def _paper_chart(content: str, _catalogue: Catalogue, _reading: Reading) -> str:  # noqa: ARG001 - the key
    return pictures.picture(_catalogue, _reading)


@st.cache_resource(max_entries=512, show_spinner=False)
def _still_charts(content: str, _catalogue: Catalogue, _reading: Reading) -> str:
    paper = _paper_chart(content, _catalogue, _reading)
    if not paper:
        return ""
    shown = _phone_pictures(content, OWN, _catalogue, _reading)
    return piece("still_charts", shown, picture_html(paper, alt_text.alt(_reading)))


@st.cache_resource(max_entries=512, show_spinner=False)
def _phone_pictures(
    content: str,  # noqa: ARG001 - the key
    drawing: Drawing,
    _catalogue: Catalogue,
    _reading: Reading,
) -> list[Markup]:
    """A large chart's pictures for a phone, of which the first has the words of all."""
    area, words = _catalogue.organisation.area, alt_text.alt(_reading)
    phone = phone_charts(_reading, palette=LIGHT, area=area, sources=_catalogue.sources, drawing=drawing)
    pictures = [render.still(chart, render.PHONE) for chart in phone]
    return [picture_html(picture, "" if number else words) for number, picture in enumerate(pictures)]


def phone_chart(catalogue: Catalogue, reading: Reading, drawing: Drawing) -> Markup:
    """A large chart of the page Trends as pictures for a phone, as HTML; page.css shows it there alone."""
    return piece("phone_chart", _phone_pictures(_content(reading), drawing, catalogue, reading))


def projected(catalogue: Catalogue, reading: Reading) -> present_page.Drawn:
    """The large chart as a still picture for a projector's screen, and for a phone in its place."""
    return _projected(_content(reading), catalogue, reading)


@st.cache_resource(max_entries=512, show_spinner=False)
def _projected(content: str, _catalogue: Catalogue, _reading: Reading) -> present_page.Drawn:
    area, sources = _catalogue.organisation.area, _catalogue.sources
    chart = screen_chart(_reading, palette=LIGHT, area=area, sources=sources)
    if chart is None:
        return present_page.NOTHING
    large = picture_html(render.still(chart, render.screen_width(chart)), alt_text.alt(_reading))
    return present_page.Drawn(large, Markup().join(_phone_pictures(content, OWN, _catalogue, _reading)))


def warm(today: date) -> None:
    """Read the data and draw every picture, so that the first visitor waits for nothing."""
    page_frame.sweep_once(str(data_file.locate()))
    _warm_scorecard(data_file.stamp(data_file.locate()), today)


@st.cache_resource(max_entries=1, show_spinner=False)
def _warm_scorecard(stamp: data_file.Stamp, today: date) -> None:
    """Cached, so that nothing within looks for a page to say there that it is read or drawn: there is none yet."""
    if (view := _view_at(stamp, today)) is not None:
        record = page_frame.load_cached(stamp).record
        waits = panel_seen.what_waits(for_readers(record.record), today, faulty=bool(record.problems))
        asked = recommendations.in_short(view)
        for filtered in scorecard.FILTERS:
            home_html(view.version, today, filtered, view, waits, asked)


_kept_warm = threading.Event()


def keep_warm() -> None:
    """From now on, what a change of the data asks to be drawn is drawn behind the pages."""
    _kept_warm.set()


def warm_behind(today: date) -> threading.Thread | None:
    """Draw what the data file now asks for, in the background, once for each of its versions.

    The run after a save begins it, so that nobody waits for it: neither who saved, nor who comes next.
    """
    return _drawing(data_file.stamp(data_file.locate()), today) if _kept_warm.is_set() else None


@st.cache_resource(max_entries=1, show_spinner=False, hash_funcs=page_frame.BY_STAMP)
def _drawing(stamp: data_file.Stamp, today: date) -> threading.Thread:
    thread = threading.Thread(target=_warm_scorecard, args=(stamp, today), daemon=True)
    thread.start()
    return thread


def warm_charts(today: date) -> None:
    """Build the large charts too; this may go on while the first visitors read the scorecard."""
    _warm_charts(data_file.stamp(data_file.locate()), today)


@st.cache_resource(max_entries=1, show_spinner=False)
def _warm_charts(stamp: data_file.Stamp, today: date) -> None:
    """Cached as ``_warm_scorecard`` is, for the same reason."""
    if (view := _view_at(stamp, today)) is not None:
        for dark in (False, True):
            for reading in view.readings:
                chart_spec(view.version, today, reading.indicator.id, dark, False, view, reading)
        for reading in view.readings:
            still_charts(view.catalogue, reading)
        for reading in view.readings:
            projected(view.catalogue, reading)


def _view_at(stamp: data_file.Stamp, today: date) -> View | None:
    """The data at this stamp; None where it can't be read."""
    loaded = page_frame.load_cached(stamp)
    return None if loaded.catalogue is None else page_frame.view_of(loaded.key, today, loaded.catalogue)
