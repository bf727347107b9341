"""The HTML of the page Timeline: events on one axis and as a list by month, judgements over time, findings in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from metrics.analysis import timeline
from metrics.analysis.reading import Reading
from metrics.analysis.timeline import WHOLE
from metrics.catalogue.events import Event
from metrics.catalogue.models import Catalogue
from metrics.catalogue.problems import Problem
from metrics.catalogue.recommendations import Gap
from metrics.charts import event_lanes
from metrics.exports.source_words import source_words
from metrics.markup import record_page
from metrics.markup.elements import indicator_link, page_link, paragraph
from metrics.markup.indicator_page import unfolded
from metrics.markup.page import problems
from metrics.markup.templating import part, piece, render
from metrics.wording import timeline as words
from metrics.wording.citations import citation
from metrics.wording.formatting import capital, reader_period

PARTS = "timeline_parts.html"

NEWEST, OLDEST = "newest", "oldest"


@dataclass(frozen=True)
class Shown:
    """What the page is asked for: the id of a theme, ``WHOLE`` or all; and whether the newest events come first."""

    theme: str = ""
    newest_first: bool = True

    @property
    def address(self) -> str:
        """The address that asks for the same."""
        asked = {"theme": self.theme, "order": "" if self.newest_first else OLDEST}
        query = urlencode({key: value for key, value in asked.items() if value})
        return f"timeline?{query}" if query else "timeline"


def asked_for(catalogue: Catalogue, query: Mapping[str, str]) -> Shown:
    """What an address asks for; a theme that there isn't asks for all."""
    theme = query.get("theme", "")
    known = theme == WHOLE or any(theme == one.id and one.role != "judgements" for one in catalogue.themes)
    return Shown(theme if known else "", query.get("order") != OLDEST)


def events_part(catalogue: Catalogue, readings: Sequence[Reading], events: Sequence[Event], shown: Shown) -> Markup:
    """The choice of theme and order, the picture, and the list by month with its sources."""
    listed = timeline.of_theme(events, shown.theme)
    cited = dict.fromkeys(event.source for event in listed)
    return render(
        "timeline.html",
        shown=shown.address.removeprefix("timeline"),
        count=words.count_words(len(listed), len(events)) if events else words.NONE_YET,
        themes=_themes(catalogue, events, shown) if events else [],
        orders=_orders(shown),
        picture=_picture(catalogue, readings, listed),
        months=[
            {
                "name": (name := words.month_words(month.first)),
                "events": [_event(catalogue, one, themed=not shown.theme, month=name) for one in month.events],
            }
            for month in timeline.months(listed, newest_first=shown.newest_first)
        ],
        sources=[_source(catalogue, source_id) for source_id in cited],
    )


def _source(catalogue: Catalogue, source_id: str) -> str:
    source = catalogue.sources[source_id]
    return citation(source, "").rstrip(", ")


def _themes(catalogue: Catalogue, events: Sequence[Event], shown: Shown) -> list[dict[str, object]]:
    """The themes that have events, each with how many; and the one that is asked for, though it has none."""
    names = {"": "All", WHOLE: words.WHOLE_SERVICE} | {one.id: one.name for one in catalogue.themes}
    counts = {theme: len(timeline.of_theme(events, theme)) for theme in names}
    return [
        {
            "address": Shown(theme, shown.newest_first).address,
            "words": f"{name} ({counts[theme]})",
            "chosen": theme == shown.theme,
        }
        for theme, name in names.items()
        if counts[theme] or theme == shown.theme
    ]


def _orders(shown: Shown) -> list[dict[str, object]]:
    return [
        {"address": Shown(shown.theme, newest).address, "words": told, "chosen": newest == shown.newest_first}
        for told, newest in (("Newest first", True), ("Oldest first", False))
    ]


def _event(catalogue: Catalogue, event: Event, *, themed: bool, month: str = "") -> dict[str, str]:
    """An event for the list; its date is left to the heading where that says all of it."""
    when = words.when_words(event)
    notes = (words.as_written(event), words.recorded(event))
    return {
        "when": "" if when == month else capital(when),
        "what": event.words,
        "theme": catalogue.theme(event.theme).name if themed and event.theme else "",
        "place": f"{catalogue.sources[event.source].publisher}, {event.at}",
        "notes": "; ".join(note for note in notes if note),
    }


def _picture(catalogue: Catalogue, readings: Sequence[Reading], events: Sequence[Event]) -> dict[str, object] | None:
    """The lanes of the themes with events, inspections above them; None where nothing has a date."""
    judged = timeline.judgements(readings)
    told = {
        period.end: words.inspection_words(judged, number)
        for number, period in enumerate(judged.inspections)
        if period.end is not None
    }
    days = event_lanes.days_of(events)
    axis = event_lanes.axis_of([*days, *told]) if days else None
    if axis is None:
        return None
    names = {WHOLE: words.WHOLE_SERVICE} | {one.id: one.name for one in catalogue.themes}
    lanes = []
    for theme, name in names.items():
        of = timeline.of_theme(events, theme)
        if placed := event_lanes.dots(of, axis, words.event_words):
            lanes.append((name, placed, sum(len(dot.told) for dot in placed)))
    inspections = event_lanes.moments(told, axis)
    return {
        "alt": words.lanes_alt([(name, count) for name, _, count in lanes], axis.first, axis.last),
        "years": [(name, f"{100 * share:.2f}") for name, share in axis.years],
        "lanes": [
            *[("Inspection judgements", _marks(inspections), "diamond")] * bool(inspections),
            *((name, _marks(placed), "dot") for name, placed, _ in lanes),
        ],
    }


def _marks(placed: Sequence[event_lanes.Dot]) -> list[dict[str, object]]:
    return [
        {
            "left": f"{100 * dot.start:.2f}",
            "width": f"{100 * (dot.at - dot.start):.2f}" if dot.at > dot.start else "",
            "count": len(dot.told),
            "told": "; ".join(dot.told),
        }
        for dot in placed
    ]


def judgements_part(readings: Sequence[Reading], *, editor: bool) -> Markup:
    """The judgements as rows, the inspections as columns; nothing where no judgement has a grade."""
    judged = timeline.judgements(readings)
    if not judged.inspections:
        return Markup()
    rows = [
        (
            indicator_link(one.reading.indicator),
            [_grade(grade, words.grade_words(grade, one.reading)) for grade in one.grades],
        )
        for one in judged.judged
    ]
    heads = [capital(reader_period(period)) for period in judged.inspections]
    how = Markup(words.HOW_TO_JUDGE).format(page_link("add", "Add a quarter")) if editor else ""
    return part(PARTS, "judgements", heads, rows, judged.breaks, how)


def _grade(grade: object, told: str) -> dict[str, object]:
    return {"words": told, "given": grade is not None, "place": getattr(grade, "at", "")}


def findings_part(catalogue: Catalogue, readings: Sequence[Reading], shown: Shown, gaps: Sequence[Gap] = ()) -> Markup:
    """What is told in words only, by theme; nothing where that is so of no indicator of the theme.

    ``gaps`` are those of the recommendations (``timeline.told_in_words``).
    """
    if shown.theme == WHOLE:
        return Markup()
    groups: dict[str, list[dict[str, object]]] = {}
    asked = timeline.gaps_by_indicator(gaps)
    for one in timeline.told_in_words(readings, shown.theme, gaps):
        found = _finding(catalogue, one, asked.get(one.indicator.id, ()))
        groups.setdefault(one.theme.name, []).append(found)
    if not groups:
        return Markup()
    return part(PARTS, "findings", words.WORDS_ONLY, groups, bool(shown.theme))


def _finding(catalogue: Catalogue, reading: Reading, gaps: Sequence[Gap]) -> dict[str, object]:
    """What is said of an indicator; by its gaps only where the data file says nothing of it."""
    indicator = reading.indicator
    told = [
        (
            one.heading,
            [(f"{phrase.about}: " if phrase.about else "", phrase.words, phrase.place) for phrase in one.phrases],
        )
        for one in source_words(catalogue, indicator)
    ]
    why = ""
    if indicator.why_missing and indicator.source:
        why = f"{unfolded(indicator.why_missing)} ({catalogue.sources[indicator.source].publisher}, {indicator.at})"
    elif not told:
        why = " ".join(words.gap_words(gap, catalogue) for gap in gaps)
    return {"link": indicator_link(indicator), "figure": words.figure_beside(reading), "told": told, "why": why}


def events_problems(listed: Sequence[Problem], *, stale: bool) -> Markup:
    """What is wrong with the file of events; the figures are not concerned."""
    instead = "The last version that could be read is shown." if stale else ""
    told = paragraph(f"Mend these lines and reload the page; the figures are not concerned. {instead}".strip())
    return problems("The file of events can’t be read", told + piece("listing", listed, numbered=True, code=True))


def lost(missing: Sequence[str]) -> Markup:
    """Which events vanished by hand, until somebody confirms that it was meant; nothing where none did."""
    if not missing:
        return Markup()
    told = paragraph("Bring them back, or confirm on the page History that they were meant to go:")
    return problems("Events are gone from their file", told + piece("listing", missing))


def ways(*, adding: bool) -> Markup:
    """What an editor can do here: add an event, which ``adding`` says is under way, and undo."""
    links = [("timeline?add=event", "Add an event", adding), ("history?file=events", "History and undo", False)]
    return part(record_page.TEMPLATE, "bar", links, "Keep the events")


def form_heading(arrives: str) -> Markup:
    """Over the form of an event."""
    return part(PARTS, "form_heading", arrives)


def preview(event: Event, catalogue: Catalogue) -> Markup:
    """The event as it will stand in the list."""
    return part(PARTS, "preview", _event(catalogue, event, themed=True))
