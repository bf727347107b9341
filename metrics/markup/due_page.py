"""The HTML of the page What is due: the rounds, then under who answers what is missing and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from metrics.analysis.due import DueFigure, Round, by_owner
from metrics.catalogue.models import Catalogue
from metrics.catalogue.period import day_words
from metrics.markup.elements import indicator_link
from metrics.markup.page import copy_fold
from metrics.markup.templating import render
from metrics.wording import due as words
from metrics.wording.formatting import capital, reader_period

HEADS = ("Indicator", "Figure for", "How it stands", "What to do")


def page(catalogue: Catalogue, rounds: Sequence[Round], today: date, owner: str | None = None) -> Markup:
    """The whole list of these rounds, of one owner where one is named ("" for figures without)."""
    return render(
        "due.html",
        nothing=words.NOTHING,
        heads=HEADS,
        rounds=[_round(one, today) for one in rounds],
        owners=[_owner(catalogue, name, rounds, found, today) for name, found in by_owner(rounds, owner).items()],
    )


def _round(made: Round, today: date) -> dict[str, object]:
    return {
        "period": capital(reader_period(made.period)),
        "count": words.count_words(made, today),
        "day": f"due by {day_words(made.day)}",
        "late": made.late(today) and bool(made.of("missing")),
    }


def _owner(
    catalogue: Catalogue, name: str, rounds: Sequence[Round], figures: Sequence[DueFigure], today: date
) -> dict[str, object]:
    text = words.message(catalogue.organisation, name, rounds, figures, today)
    return {
        "name": name or words.NOBODY,
        "words": words.owner_words(name, figures, today),
        "rows": [_row(one, today) for one in figures if one.state != "in"],
        "entered": [
            Markup("{}, {}").format(indicator_link(one.indicator), reader_period(one.period))
            for one in figures
            if one.state == "in"
        ],
        "message": copy_fold(words.COPY.format(owner=name or "whoever answers"), text),
    }


def _row(one: DueFigure, today: date) -> dict[str, object]:
    """``ways`` open the form of the period at this indicator: at its value, or to say why there is none."""
    asked = urlencode({"period": one.period.label, "indicator": one.indicator.id})
    ways = ((f"add?{asked}", words.ACT), (f"add?{asked}&not-received=1", words.ACT_NOT_RECEIVED))
    return {
        "indicator": indicator_link(one.indicator),
        "period": reader_period(one.period),
        "told": capital(words.told(one, today)),
        "ways": ways if one.state in ("missing", "passed over") else (),
        "about": f"{one.indicator.title}, {reader_period(one.period)}",
    }
