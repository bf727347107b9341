"""What a file says of an indicator beside its row, held against the indicator that the row names.

A column that was sorted or pasted by itself puts figures beside other indicators' ids, and only these
words give it away (contract: Uploads).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from metrics.catalogue.models import Catalogue, Comparator, Indicator, Observation
from metrics.catalogue.names import evened, unit_of, without_unit
from metrics.entry.cell_values import read_period
from metrics.entry.naming import IndicatorNames
from metrics.entry.rows import FIELDS, Row
from metrics.wording.formatting import figure_words, listed, plural

MOST = 6
"""Rows that the question names; more are counted."""

_NAMES = ("id", "name", "short_name")


@dataclass
class Beside:
    """The rows whose words beside them speak against their indicators, as they are found."""

    catalogue: Catalogue
    asked: list[str] = field(default_factory=list)

    def fault(self, row: Row, indicator: Indicator, names: IndicatorNames) -> tuple[str, str] | None:
        """The field and the fault of a row that names another indicator or unit beside its own; None where none does.

        What speaks against it less plainly is kept for one question of all rows.
        """
        doubtful: list[str] = []
        for name, text in row.beside.items():
            if name in _NAMES and not _says_name(text, indicator, names):
                if wrong := names.other_unit(text):
                    return name, f"'{text}' doesn't fit this row; {wrong}"
                if others := names.matches(text):
                    whose = f"the row is of '{indicator.id}' ({indicator.name})"
                    return name, f"'{text}' is another indicator, {_either(others)}; {whose}; make both name one"
                doubtful.append(name)
            elif name == "unit":
                stated = _unit(text)
                if stated is not None and stated != indicator.unit:
                    return (
                        name,
                        f"'{text}' is another unit than {indicator.unit}, in which '{indicator.id}' is; mend it",
                    )
                if stated is None and not _says_unit(text, indicator):
                    doubtful.append(name)
        doubtful += self._reference(row, indicator)
        if doubtful:
            said = listed([f"{FIELDS[name].heading} “{row.beside[name]}”" for name in dict.fromkeys(doubtful)])
            self.asked.append(f"{row.where}, {indicator.title}: {said}")
        return None

    def question(self) -> Iterator[str]:
        """One question of all rows; none where nothing speaks against them."""
        if self.asked:
            count = len(self.asked)
            more = [f"{count - MOST} more"] if count > MOST else []
            which = "; ".join([*self.asked[:MOST], *more])
            yield (
                f"{count} {plural(count, 'row')} {plural(count, 'says', 'say')} something else of "
                f"{plural(count, 'its indicator', 'their indicators')} than the data file does ({which}); "
                "is each figure beside its own indicator, or was a column sorted or pasted by itself?"
            )

    def _reference(self, row: Row, indicator: Indicator) -> Iterator[str]:
        theme = self.catalogue.theme(indicator.theme)
        text = row.beside.get("theme")
        if text and evened(text) not in (evened(theme.name), evened(indicator.theme)):
            yield "theme"
        known = _known(row, indicator)
        stated = {name: row.beside[name] for name in ("last_period", "last_value") if row.beside.get(name)}
        if not stated or any(_agrees(figure, indicator, stated) for figure in known):
            return
        period = {name: text for name, text in stated.items() if name == "last_period"}
        if period and not any(_agrees(figure, indicator, period) for figure in known):
            yield "last_period"
        else:
            yield "last_value"


def _says_name(text: str, indicator: Indicator, names: IndicatorNames) -> bool:
    return indicator.id in names.matches(text) or names.near(text) in (indicator.id, indicator.name, indicator.title)


def _unit(text: str) -> str | None:
    """The unit that a cell states; "count (children)" is a count."""
    bare = without_unit(text)
    return unit_of(text) or unit_of(text.partition("(")[0]) or (bare[1] if bare is not None else None)


def _says_unit(text: str, indicator: Indicator) -> bool:
    return evened(text) in (evened(indicator.unit), evened(indicator.of or indicator.unit))


def _known(row: Row, indicator: Indicator) -> Sequence[Observation | Comparator]:
    if row.kind == "comparator":
        return indicator.comparators
    return [figure for figure in indicator.observations if figure.status != "predicted"]


def _agrees(figure: Observation | Comparator, indicator: Indicator, stated: dict[str, str]) -> bool:
    """Whether a figure is the one of which a row states period and value, or one of the two."""
    period, value = stated.get("last_period"), stated.get("last_value")
    if period and period != figure.period.label and read_period(period, figure.period) != figure.period:
        return False
    return not value or _same_words(value, figure, indicator)


def _same_words(text: str, figure: Observation | Comparator, indicator: Indicator) -> bool:
    """Whether a text is a figure's number, however it is written; of a code nothing is asked."""
    if figure.value is None or evened(text) == evened(figure_words(figure, indicator)):
        return True
    number = re.search(r"-?\d[\d,]*(?:\.\d+)?", text.replace("\N{MINUS SIGN}", "-"))
    return number is not None and Decimal(number[0].replace(",", "")) == figure.value


def _either(ids: Sequence[str]) -> str:
    return " or ".join(f"'{one}'" for one in ids)
