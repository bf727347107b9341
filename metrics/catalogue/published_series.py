"""Published series, the second data file: published_series.yaml beside the data file -> objects, joined with it.

What an import brings in stands there: comparators, the council's own figures as others published them, and
their sources, under the contract of the data file (contract: Two data files). Both together are the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import Field

from metrics.catalogue import validation
from metrics.catalogue.field_types import Id, nearest_name
from metrics.catalogue.load import read_file
from metrics.catalogue.models import Catalogue, Comparator, Entry, Indicator, OwnFigure, Source
from metrics.catalogue.yaml_reader import decoded

FILE = "published_series.yaml"

BEGINNING = "# Figures that others published, brought in by imports, with their sources. Kept beside the data file.\n"
"""What a new file begins with."""


class SeriesOf(Entry):
    """The published figures of one indicator of the data file."""

    id: Id = Field(description="Id of the indicator in the data file.")
    comparators: list[Comparator] = Field(default_factory=list, description="What others' figures are.")
    own_series: list[OwnFigure] = Field(
        default_factory=list, description="The council's own figures as others published them."
    )


class PublishedSeries(Entry):
    """The whole second file."""

    sources: dict[Id, Source] = Field(default_factory=dict)
    indicators: list[SeriesOf]

    def indicator(self, indicator_id: str) -> SeriesOf | None:
        return next((series for series in self.indicators if series.id == indicator_id), None)


NONE = PublishedSeries(indicators=[])


def parse(text: str | bytes, main: Catalogue, file: str = FILE) -> PublishedSeries:
    """Read the whole file as what stands beside ``main``, the data file's own catalogue; a blank one has nothing.

    Raises:
        Refused: with every problem at once, in file order (contract: Refused, Two data files).
    """
    return _read(text, file, lambda data: _broken_rules(data, main))


def parse_alone(text: str | bytes, file: str = FILE) -> PublishedSeries:
    """The file by itself, whatever stands beside it: for telling what an earlier version had.

    Raises:
        Refused: as ``parse``, except for what only the data file could tell.
    """
    return _read(text, file, lambda _: ())


def _read(text: str | bytes, file: str, rules: validation.Rules) -> PublishedSeries:
    written = decoded(text, file)
    if is_blank(written):
        return NONE
    return read_file(written, file, PublishedSeries, rules)


def is_blank(text: str) -> bool:
    """Whether nothing stands there but notes (and blank lines), so that there are no published series."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.removeprefix("\ufeff").splitlines())


def joined(main: Catalogue, published: PublishedSeries) -> Catalogue:
    """Both files as one catalogue; published rows stand below those of the data file.

    Their agreement isn't looked at here: ``parse`` does.
    """
    if published == NONE:
        return main
    rows = {series.id: series for series in published.indicators}
    indicators = [_with_rows(indicator, rows.get(indicator.id)) for indicator in main.indicators]
    return main.model_copy(update={"indicators": indicators, "sources": main.sources | published.sources})


def _with_rows(indicator: Indicator, series: SeriesOf | None) -> Indicator:
    if series is None:
        return indicator
    return indicator.model_copy(
        update={
            "comparators": [*indicator.comparators, *series.comparators],
            "own_series": [*indicator.own_series, *series.own_series],
        }
    )


def _broken_rules(data: dict[str, Any], main: Catalogue) -> Iterator[validation.Finding]:
    """The rules of the data file for these rows, and those between the two files."""
    own = data.get("sources")
    new = own if isinstance(own, dict) else {}
    for source_id in new:
        if source_id in main.sources:
            what = f"'{source_id}' is a source of the data file too; take it out here, or give it an id of its own"
            yield ("sources", source_id), what
    sources: dict[str, Any] = {**dict.fromkeys(main.sources), **new}
    known = {indicator.id: indicator for indicator in main.indicators}
    yield from validation.repeated_ids(data, "indicators")
    for number, entry in validation.entries(data, "indicators"):
        written = entry.get("id")
        indicator = known.get(str(written))
        if indicator is not None:
            findings = [*validation.series_rules(_beside(entry, indicator), sources), *_twice(entry, indicator)]
            yield from validation.prefixed(("indicators", number), iter(findings))
        elif isinstance(written, (str, Decimal)):
            what = f"'{written}' is no indicator of the data file; {nearest_name(str(written), known)}"
            yield ("indicators", number, "id"), what


def _beside(entry: Mapping[str, Any], indicator: Indicator) -> dict[str, Any]:
    """An entry with what its rules need to know of its indicator: the unit, and the periods of its figures."""
    periods = [{"period": observation.period.label} for observation in indicator.observations]
    return {**entry, "unit": indicator.unit, "observations": periods}


def _twice(entry: Mapping[str, Any], indicator: Indicator) -> Iterator[validation.Finding]:
    """Rows that stand in the data file already: nobody could tell which of them counts."""
    for kind, identity in (
        ("comparators", validation.comparator_identity),
        ("own_series", validation.own_series_identity),
    ):
        standing = {identity(_written(figure)) for figure in getattr(indicator, kind)}
        for number, figure in validation.entries(dict(entry), kind) if standing else ():
            if identity(figure) in standing:
                yield (
                    (kind, number),
                    "stands in the data file too; take one of the two out, or where a move to this file "
                    "was cut off, run 'python -m metrics move-published' again",
                )


def _written(figure: Comparator | OwnFigure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in type(figure).model_fields}
