"""The only room here that imports streamlit: cached data and pictures, and what every page shares."""

from __future__ import annotations

import base64
import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from metrics import (
    chance,
    charts,
    disclosure,
    due,
    frames,
    measure,
    scorecard,
    signin,
    sources,
    store,
    style,
    tables,
    wording,
)
from metrics.drawing import PLAIN, Drawing
from metrics.indicator import Catalogue
from metrics.markup import css_variables, printed_colours, text
from metrics.period import Period
from metrics.reading import Reading, last_updated, next_due, read_all

CSS = Path(__file__).with_name("page.css")

ICON = "📊"

SCRIPT = """<script>
(() => {
  if (window.softLinks) return;
  window.softLinks = true;
  const main = () => document.querySelector("[data-testid=stMain]");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-soft]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
        || !document.querySelector("[data-test-connection-state=CONNECTED]")) return;
    event.preventDefault();
    if (link.href !== location.href) {
      history.replaceState({ left: link.getAttribute("href"), y: main().scrollTop }, "");
      history.pushState({}, "", link.href);
    }
    dispatchEvent(new PopStateEvent("popstate"));
    main().scrollTo(0, 0);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    const text = button.parentElement.querySelector("pre"), said = button.parentElement.querySelector("[role=status]");
    getSelection().selectAllChildren(text);
    const copied = await (navigator.clipboard?.writeText(text.innerText).then(() => true, () => false))
      || document.execCommand("copy");
    said.textContent = copied ? "Copied." : "Selected: press Ctrl and C.";
  });
  addEventListener("popstate", ({ state }) => {
    if (!state?.left) return;
    const wanted = `a[data-soft][href="${CSS.escape(state.left)}"]`, until = Date.now() + 3000;
    (function wait() {
      const link = document.querySelector(wanted);
      if (history.state?.left !== state.left || Date.now() > until) return;
      if (!link) return requestAnimationFrame(wait);
      main().scrollTo(0, state.y);
      link.focus({ preventScroll: true });
    })();
  });
  let arrived;
  new MutationObserver(() => {
    const found = document.querySelector("[data-arrives]");
    if (found && found !== arrived) {
      found.scrollIntoView({ block: "start" });
      found.focus({ preventScroll: true });
    }
    arrived = found;
    document.querySelector("[data-testid=stFileUploaderDropzone][role]")?.removeAttribute("role");
  }).observe(document.body, { childList: true, subtree: true });
})();
</script>"""
"""Follows our own links without loading everything anew: it sets the address, and Streamlit's own
handler of Back and Forward runs the page. Without it the links are ordinary links. And it copies the
text for the minutes; without it the text can be selected (Streamlit's own code block would load 1.6 MB).
And it goes to what a button brought (``preview.arriving``), and takes from Streamlit's place for files
the role that its own label contradicts."""


@dataclass(frozen=True)
class View:
    """One version of the data as readers may see it, with its readings in file order."""

    catalogue: Catalogue
    readings: list[Reading]
    version: str
    today: date

    def reading(self, id: str) -> Reading | None:
        return next((one for one in self.readings if one.indicator.id == id), None)


READING = "Reading the figures"
"""Stands on a page after half a second (Streamlit's own delay), so that a quick reading never flashes."""


@st.cache_resource(max_entries=4, show_spinner=False)
def _swept(path: str) -> bool:
    """Once a process, what a killed save left is removed, however the dashboard was started."""
    store.sweep(Path(path))
    return True


@st.cache_resource(max_entries=4, show_spinner=READING)
def loaded(stamp: store.Stamp) -> store.Loaded:
    """The data file as it was at this stamp, with its true values: for whoever may edit, and for ``_view``."""
    return store.load(Path(stamp.path))


@st.cache_resource(max_entries=4, show_spinner=READING)
def _view(version: str, today: date, _catalogue: Catalogue) -> View:
    shown = disclosure.published(_catalogue)
    return View(shown, read_all(shown, today), version, today)


@st.cache_resource(max_entries=4, show_spinner=False)
def _pictures(version: str, _view: View) -> dict[str, str]:  # noqa: ARG001 - the version is the cache's key
    found = {one.indicator.id: image(one) for one in _view.readings if one.counted}
    return {id: image for id, image in found.items() if image}


def image(reading: Reading) -> str:
    """A measure's small picture as HTML, with its words; nothing where there is nothing to draw."""
    drawing = charts.picture_svg(reading)
    if drawing is None:
        return ""
    data = base64.b64encode(drawing.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{text(wording.picture_alt(reading))}">'


def chart_image(catalogue: Catalogue, reading: Reading) -> str:
    """A measure's picture, or its large chart made small where it has none; nothing where nothing can be drawn."""
    if small := image(reading):
        return small
    known = catalogue.sources
    chart = charts.chart_for(reading, palette=style.LIGHT, area=catalogue.organisation.area, sources=known)
    if chart is None:
        return ""
    data = base64.b64encode(charts.svg(chart, width=640).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{text(wording.picture_alt(reading))}">'


@st.cache_resource(max_entries=16, show_spinner="Drawing")
def _scorecard(version: str, today: date, show: str, _view: View) -> tuple[str, str, str]:  # noqa: ARG001 - keys
    pictures = _pictures(version, _view)
    readings = _view.readings
    return scorecard.head(readings), scorecard.filters(readings, show), scorecard.tables(readings, pictures, show)


@st.cache_resource(max_entries=512, show_spinner=False)
def _spec(
    version: str,  # noqa: ARG001 - the keys
    today: date,  # noqa: ARG001
    id: str,  # noqa: ARG001
    dark: bool,
    chance: bool,
    _view: View,
    _reading: Reading,
) -> dict[str, Any] | None:
    chart = _chart(_view, _reading, style.DARK if dark else style.LIGHT, Drawing(intervals=chance))
    return None if chart is None else charts.sent(charts.spec(chart))


def _chart(view: View, reading: Reading, palette: style.Palette, drawing: Drawing = PLAIN) -> Any:
    area, known = view.catalogue.organisation.area, view.catalogue.sources
    return charts.chart_for(reading, palette=palette, area=area, sources=known, drawing=drawing)


def warm(today: date) -> None:
    """Read the data and draw every picture, so that the first visitor waits for nothing."""
    _swept(str(store.data_file()))
    _warm(store.stamp(store.data_file()), today)


@st.cache_resource(max_entries=1, show_spinner=False)
def _warm(stamp: store.Stamp, today: date) -> None:
    """Cached, so that nothing within looks for a page to say there that it is read or drawn: there is none yet."""
    found = loaded(stamp)
    if found.catalogue is not None:
        view = _view(found.version, today, found.catalogue)
        for filtered in scorecard.FILTERS:
            _scorecard(view.version, today, filtered, view)


def warm_charts(today: date) -> None:
    """Build the large charts too; this may go on while the first visitors read the scorecard."""
    found = loaded(store.stamp(store.data_file()))
    if found.catalogue is not None:
        view = _view(found.version, today, found.catalogue)
        for dark in (False, True):
            for reading in view.readings:
                _spec(view.version, today, reading.indicator.id, dark, False, view, reading)


def frame() -> None:
    """What every page needs before its own content: the look, and links that don't reload."""
    st.html(f"<style>{css_variables()}{printed_colours()}</style>")
    st.html(CSS)
    st.html(SCRIPT, unsafe_allow_javascript=True)


def _through_dashboard() -> None:
    """Start again through dashboard.py where Streamlit ran a page's file alone.

    It does so for the very first visitors who come by deep links, because a folder
    called pages/ stands there and st.navigation has not been met yet; they have not
    passed the gate, either.
    """
    if not signin.passed():
        PagesManager.uses_pages_directory = False
        st.rerun()


def show(markup: str) -> None:
    """Place a block of HTML; an empty one takes no room."""
    if markup:
        st.html(markup)


def open_data(today: date) -> View:
    """The data to show. Problems of a broken file stand above the last good data, or alone."""
    _through_dashboard()
    _swept(str(store.data_file()))
    found = loaded(store.stamp(store.data_file()))
    if found.problems:
        show_problems(found)
    if found.missing:
        show(sources.missing(found.missing))
    if found.catalogue is None:
        st.stop()
    return _view(found.version, today, found.catalogue)


def show_problems(found: store.Loaded) -> None:
    """Every problem of the data file, in words, above whatever data can still be shown."""
    st.html(sources.problems(found.problems, stale=found.stale))


def area() -> str:
    """Whose children the figures are of, for a page's heading; the council while the file can't be read."""
    _through_dashboard()
    found = loaded(store.stamp(store.data_file())).catalogue
    return found.organisation.area if found is not None else "the council"


def title(words: str, browser: str) -> None:
    """The page's heading, and the browser's title for it."""
    st.set_page_config(page_title=f"{browser} - looked-after children in Medway")
    st.html(f"<h1>{text(words)}</h1>")


def show_age(view: View) -> None:
    """Where the figures come from and how old they are, before any of them."""
    show(_age(view.version, view.today, _saved(), view))


def show_scorecard(view: View) -> None:
    """Judgements, counts and what to look at first; then the filters and the tables."""
    show = st.query_params.get("show", "")
    show_age(view)
    head, filters, rows = _scorecard(view.version, view.today, show if show in scorecard.FILTERS else "", view)
    st.html(head)
    st.html(filters)
    st.html(rows)


def choose_measure(view: View) -> Reading:
    """The measure that the address names; otherwise the first to look at, and a sentence that says so."""
    ids = [one.indicator.id for one in view.readings]
    asked = st.query_params.get("id", "")
    shown = asked if asked in ids else scorecard.first_measure(view.readings)
    if asked and asked not in ids:
        st.html(f'<p class="caution">There is no measure “{text(asked)}”. This is another one; choose below.</p>')
    names = {one.indicator.id: f"{one.theme.name}: {one.indicator.title}" for one in view.readings}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Choose a measure", ids, ids.index(shown), format_func=names.__getitem__, key=f"measure {shown}", width=420
        )
        reading = view.reading(chosen)
        assert reading is not None
        st.html(measure.neighbours(view.readings, reading))
    if chosen != shown:
        st.query_params["id"] = chosen
        st.rerun()
    return reading


def show_chart(view: View, reading: Reading) -> None:
    """The large chart of one measure, with a short alternative text; how far chance reaches when asked for."""
    id, dark = reading.indicator.id, st.context.theme.type == "dark"
    counted = any(chance.interval(reading.indicator, one) for one in reading.outcomes)
    reach = counted and st.checkbox("Show how far chance alone reaches, as a light band", key=f"chance {id}", wrap=True)
    spec = _spec(view.version, view.today, id, dark, bool(reach), view, reading)
    if spec is not None:
        st.vega_lite_chart(
            spec, theme=None, width="stretch", alt=wording.alt(reading), key=f"chart {id} {dark} {reach}"
        )


def show_table(view: View, reading: Reading) -> None:
    """The table behind the chart, with the key of its codes and markers above it."""
    indicator = reading.indicator
    table = tables.behind_chart(view.catalogue, indicator, reading.variation)
    if not table.empty:
        st.html(measure.key(table) + measure.table(table, f"Figures behind the chart: {indicator.name}"))


def show_minutes(view: View, reading: Reading) -> None:
    """A text to copy into minutes: measure, finding, source, address."""
    address = f"{(st.context.url or '').split('?')[0]}?id={reading.indicator.id}"
    cited = "; ".join(tables.finding_sources(view.catalogue, reading))
    show(measure.minutes(wording.minutes(reading, cited, address)))


def offer_downloads(view: View, reading: Reading) -> None:
    """The measure's data as CSV, and its chart as PNG and SVG with finding and source on it."""
    id = reading.indicator.id
    if tables.behind_chart(view.catalogue, reading.indicator).empty:
        return
    cited = tables.chart_sources(view.catalogue, reading)

    def picture(form: str) -> bytes:
        chart = _chart(view, reading, style.LIGHT)
        finding = wording.picture_title(reading)
        if form == "png":
            return charts.png(chart, title=finding, source=cited)
        return charts.svg(chart, title=finding, source=cited).encode()

    with st.container(horizontal=True):
        st.download_button(
            "Download the figures (CSV)",
            lambda: frames.csv_bytes(frames.figures(view.catalogue, {id})),
            file_name=f"{id}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        if _spec(view.version, view.today, id, False, False, view, reading) is not None:
            for form, mime in (("png", "image/png"), ("svg", "image/svg+xml")):
                st.download_button(
                    f"Download the picture ({form.upper()})",
                    functools.partial(picture, form),
                    file_name=f"{id}.{form}",
                    mime=mime,
                    on_click="ignore",
                )


def footer(view: View, reading: Reading | None = None) -> None:
    """Source, status, strengths and limits, last updated, next due, contact, links to the data.

    The next figure due is the measure's own; on other pages the quarter that the page Add a quarter offers first.
    """
    show(_footer(view.version, view.today, _saved(), reading.indicator.id if reading else "", view, reading))


@st.cache_resource(max_entries=512, show_spinner=False)
def _footer(version: str, today: date, saved: date | None, id: str, _view: View, _reading: Reading | None) -> str:  # noqa: ARG001 - keys
    words = wording.due_words(_next_due(_view, _reading), today)
    return measure.footer(_view.catalogue, _updated(_view, saved), words)


@st.cache_resource(max_entries=4, show_spinner=False)
def _age(version: str, today: date, saved: date | None, _view: View) -> str:  # noqa: ARG001 - the version is a key
    return measure.age(_updated(_view, saved), wording.due_words(_next_due(_view), today))


def _updated(view: View, saved: date | None) -> date | None:
    """The newest of publication, revision and the last signed save."""
    return max((day for day in (last_updated(view.catalogue), saved) if day is not None), default=None)


def _saved() -> date | None:
    """The day of the last signed save."""
    return _last_saved(store.stamp(store.data_file()))


@st.cache_resource(max_entries=4, show_spinner=False)
def _last_saved(stamp: store.Stamp) -> date | None:
    days = [one.at.date() for one in store.history(Path(stamp.path)).entries if one.kind in ("save", "undo", "restore")]
    return days[-1] if days else None


def _next_due(view: View, reading: Reading | None = None) -> tuple[Period, date] | None:
    if reading is not None:
        return next_due(view.catalogue, reading.indicator, reading.latest)
    dated = any(one.latest and one.latest.period.dated for one in view.readings if one.indicator.frequency == "quarter")
    period = due.next_period(view.catalogue, view.today)
    return (period, due.due_by(view.catalogue, period)) if dated else None


def offer_all_data(view: View) -> None:
    """The whole tidy table as one CSV file."""
    st.download_button(
        "Download all figures (CSV)",
        lambda: frames.csv_bytes(frames.figures(view.catalogue)),
        file_name="looked-after-children-figures.csv",
        mime="text/csv",
        on_click="ignore",
    )
