"""The cache of sparklines, charts and the scorecard, for each version of the data; filled before the first visitor."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import streamlit as st

from metrics.analysis.reading import Reading
from metrics.catalogue.models import Catalogue
from metrics.charts import card_chart, render, sparkline
from metrics.charts.chart_form import chart_for, phone_charts
from metrics.charts.options import PLAIN, Drawing
from metrics.charts.palette import DARK, LIGHT, Palette
from metrics.markup import home, published, scorecard
from metrics.markup.elements import picture_html
from metrics.markup.templating import piece
from metrics.screen import page_frame
from metrics.screen.page_frame import View
from metrics.store import data_file
from metrics.wording import alt_text
from metrics.wording.cards import chart_alt
from metrics.wording.freshness import freshness_words


@st.cache_resource(max_entries=4, show_spinner=False)
def _pictures(version: str, _view: View) -> dict[str, str]:  # noqa: ARG001 - the version is the cache's key
    counted = [reading for reading in _view.readings if reading.counted]
    span = sparkline.time_span(counted)
    images = {reading.indicator.id: _image(_content(reading), span, reading) for reading in counted}
    return {indicator_id: image for indicator_id, image in images.items() if image}


def image(reading: Reading) -> str:
    """An indicator's small picture as HTML, with its words; nothing where there is nothing to draw."""
    return _image(_content(reading), None, reading)


@st.cache_resource(max_entries=256, show_spinner=False)
def _image(content: str, span: sparkline.Span | None, _reading: Reading) -> str:  # noqa: ARG001 - the key
    drawing = sparkline.picture_svg(_reading, span)
    return "" if drawing is None else picture_html(drawing, alt_text.picture_alt(_reading))


def chart_image(catalogue: Catalogue, reading: Reading) -> str:
    """An indicator's picture, or its large chart made small where it has none; nothing where nothing can be drawn."""
    if small := image(reading):
        return small
    chart = draw_chart(catalogue, reading, LIGHT)
    return "" if chart is None else picture_html(render.svg(chart, width=640), alt_text.picture_alt(reading))


def draw_chart(catalogue: Catalogue, reading: Reading, palette: Palette, drawing: Drawing = PLAIN) -> Any:
    """An indicator's large chart; None where nothing can be drawn."""
    area, sources = catalogue.organisation.area, catalogue.sources
    return chart_for(reading, palette=palette, area=area, sources=sources, drawing=drawing)


@st.cache_resource(max_entries=16, show_spinner="Drawing")
def home_html(version: str, today: date, show: str, _view: View) -> tuple[str, str]:
    """The home page's first screen and its tables, narrowed to what ``show`` names; all is for ""."""
    readings = _view.readings
    cards = {one.indicator.id: card_image(one) for one in home.carded(readings, show)[: home.CARDS]}
    fresh, voice = freshness_words(_view.catalogue, today), published.beside_england(readings)
    return (
        home.first_screen(readings, cards, show, fresh=fresh, published=voice),
        scorecard.theme_tables(readings, _pictures(version, _view), show),
    )


def card_image(reading: Reading) -> str:
    """The chart of an indicator's card as HTML, with its words; nothing where no figure is a number."""
    return _card_image(_content(reading), reading)


@st.cache_resource(max_entries=256, show_spinner=False)
def _card_image(content: str, _reading: Reading) -> str:  # noqa: ARG001 - the key
    drawn = card_chart.card_svg(_reading)
    return "" if drawn is None else picture_html(drawn[0], chart_alt(_reading, drawn[1].labels, drawn[1].axis))


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
    drawing = Drawing(intervals=reach, limits=usual, panels=True)
    chart = draw_chart(_view.catalogue, _reading, DARK if dark else LIGHT, drawing)
    return None if chart is None else render.sent(render.spec(chart))


def still_charts(catalogue: Catalogue, reading: Reading) -> str:
    """The large chart as still pictures for a phone and for paper, as HTML; page.css shows each in its place alone."""
    return _still_charts(_content(reading), catalogue, reading)


@st.cache_resource(max_entries=512, show_spinner=False)
def _still_charts(content: str, _catalogue: Catalogue, _reading: Reading) -> str:  # noqa: ARG001 - the key
    paper = draw_chart(_catalogue, _reading, LIGHT, Drawing(panels=True))
    if paper is None:
        return ""
    words, area = alt_text.alt(_reading), _catalogue.organisation.area
    phone = phone_charts(_reading, palette=LIGHT, area=area, sources=_catalogue.sources)
    first, *rest = [render.still(chart, render.PHONE) for chart in phone]
    pictures = [picture_html(first, words), *(picture_html(picture, "") for picture in rest)]
    return piece("still_charts", pictures, picture_html(render.still(paper, render.PAPER), words))


def warm(today: date) -> None:
    """Read the data and draw every picture, so that the first visitor waits for nothing."""
    page_frame.sweep_once(str(data_file.locate()))
    _warm_scorecard(data_file.stamp(data_file.locate()), today)


@st.cache_resource(max_entries=1, show_spinner=False)
def _warm_scorecard(stamp: data_file.Stamp, today: date) -> None:
    """Cached, so that nothing within looks for a page to say there that it is read or drawn: there is none yet."""
    if (view := _view_at(stamp, today)) is not None:
        for filtered in scorecard.FILTERS:
            home_html(view.version, today, filtered, view)


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


def _view_at(stamp: data_file.Stamp, today: date) -> View | None:
    """The data at this stamp; None where it can't be read."""
    loaded = page_frame.load_cached(stamp)
    return None if loaded.catalogue is None else page_frame.view_of(loaded.key, today, loaded.catalogue)
