"""What the headings of numbers say in brackets, held against the rows below them: "(target)", "[Kent]", "(000s)".

The unit of a row, its period, "actual" and the council's own area say what is taken anyway; whatever else
stands there is asked about (contract: Uploads).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from metrics.catalogue.codes import MEANINGS
from metrics.catalogue.models import Catalogue, Indicator
from metrics.catalogue.names import evened, unit_of
from metrics.catalogue.period_text import without_periods
from metrics.entry.cell_values import word
from metrics.entry.rows import Row
from metrics.wording.formatting import plural

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PARTED = re.compile(r"\s*(?:[/|,;&]|\bor\b|\band\b)\s*", re.IGNORECASE)
_HARMLESS = {
    *("actual", "actuals", "figure", "figures", "value", "values", "result", "outturn", "achieved", "new", "required"),
    *("optional", "if known", "if any", "where known", "number only", "numbers only", "people", "persons", "cases"),
    *(
        "numerator",
        "denominator",
        "top",
        "bottom",
        "out of",
        "n",
        "d",
        "total",
        "cohort",
        "how many",
        "out of how many",
    ),
    *("this quarter", "current quarter", "this period", "current period", "own", "council", "local authority", "la"),
    *MEANINGS,
}
"""Words in brackets that say nothing else of a number."""

_COUNTS = ("numerator", "denominator")


@dataclass
class Headings:
    """The words of headings that don't fit their rows, as they are found: by heading, the rows."""

    catalogue: Catalogue
    asked: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def look_at(self, row: Row, indicator: Indicator, status: str) -> None:
        """Keep what the headings of a row's numbers say beyond it; ``status`` is the one set once for all rows."""
        for name, heading in row.headings.items():
            for words in _in_brackets(heading):
                if self._says_other(words, name, row, indicator, status):
                    self.asked.setdefault((heading, words), []).append(row)

    def questions(self) -> Iterator[str]:
        """One question for each heading."""
        for (heading, words), rows in self.asked.items():
            count = len(dict.fromkeys(row.where for row in rows))
            what = f"the number below it in {count} rows" if count > 1 else f"the number below it in {rows[0].where}"
            are = plural(count, "is that", "are those")
            yield (
                f"The heading “{heading}” says “{words}”, and {what} would be taken as the council's own actual "
                f"{plural(count, 'figure')} in the unit of the {plural(count, 'indicator')}; {are} right?"
            )

    def _says_other(self, words: str, name: str, row: Row, indicator: Indicator, status: str) -> bool:
        units: list[str] = []
        for part in filter(None, _PARTED.split(without_periods(words))):
            unit = unit_of(part)
            if unit is not None:
                units.append(unit)
            elif evened(part) not in self._expected(row, indicator, status):
                return True
        own = "count" if name in _COUNTS else indicator.unit
        return bool(units) and own not in units and row.kind != "source"

    def _expected(self, row: Row, indicator: Indicator, status: str) -> set[str]:
        council = self.catalogue.organisation
        said = [*_HARMLESS, council.area, council.name, indicator.of or "", indicator.unit, row.kind]
        said += [row.cells.get(one, "") for one in ("area", "kind", "status")]
        stated = word(row.cells.get("status") or status)
        said += [stated, {"predicted": "forecast"}.get(stated, "")]
        return {evened(one) for one in said if one}


def _in_brackets(heading: str) -> Sequence[str]:
    """The words in the brackets of a heading that has others too, or the unit that it is but for its period."""
    if unit_of(bare := without_periods(heading)) is not None:
        return [bare]
    found = [" ".join((round_ or square).split()) for round_, square in _BRACKETS.findall(heading)]
    return [words for words in found if words] if re.search(r"\w", _BRACKETS.sub(" ", heading)) else []
