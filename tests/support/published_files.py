"""Published files for tests: small ones made up of rows, extracts of two real ones, and what they come to."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from metrics.access.policy import Visitor
from metrics.catalogue import neighbours, published_series
from metrics.catalogue.documents import Document
from metrics.catalogue.field_types import Statistic
from metrics.catalogue.models import Catalogue
from metrics.catalogue.neighbours import Authority, Model
from metrics.ees_import import extract, mapping, reconcile, request
from metrics.ees_import.extracted_figure import ImportOptions
from metrics.ees_import.mapping import RowsOf
from metrics.entry.proposal import Proposal
from metrics.store import journal, transactions
from tests.support.data_files import CONSOLE, signed
from tests.support.make import ROOT, catalogue, indicator, whole
from tests.support.make import text as written

FOLDER = ROOT / "tests" / "data" / "published"
ACCOMMODATION = "la_care_leavers_accommodation_suitability.csv"
STABILITY = "la_cla_placement_stability.csv"
FOLDERS = (FOLDER, *filter(Path.is_dir, [ROOT.parent / "shared" / "dfe"]))
"""Extracts of two real files; and the whole files, where they stand beside the clone."""

SOURCE: dict[str, dict[str, object]] = {
    "dfe-2025": {
        "title": "Children looked after: 2025",
        "publisher": "Department for Education",
        "kind": "published",
        "published": date(2025, 11, 20),
    }
}
LATER: dict[str, dict[str, object]] = {
    "dfe-2026": {
        "title": "Children looked after: 2026",
        "publisher": "Department for Education",
        "kind": "published",
        "published": date(2026, 11, 19),
    }
}

COLUMNS = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "la_name", "new_la_code", "breakdown", "child_count", "child_percent"),
)
TOWNS = ("Alton", "Barton", "Carton", "Dalton", "Elton")
MODEL = Model(
    id="2025",
    name="May 2025 model",
    of="E06000035",
    source="made up",
    authorities=[Authority(code=f"E0600000{number}", name=name) for number, name in enumerate(TOWNS, 1)],
)
MAPPING: dict[str, Any] = {
    "indicator": "neet",
    "rows": {"breakdown": "Placed well"},
    "value": "child_percent",
    "group": "looked-after children",
    "reporting_year": "financial year",
}
COUNTS: dict[str, Any] = {
    "numerator": {"column": "child_count"},
    "denominator": {"column": "child_count", "rows": {"breakdown": "Total"}},
    "unknown": {"column": "child_count", "rows": {"breakdown": "No information"}},
}


def row(area: str = "Medway", year: str = "2025", breakdown: str = "Placed well", **cells: str) -> dict[str, str]:
    """One row of Medway, of a town, of the South East or of England; ``count`` and ``percent`` are its figures."""
    place = {"country_code": "E92000001", "country_name": "England"}
    if area == "England":
        place |= {"geographic_level": "National"}
    elif area == "South East":
        place |= {"geographic_level": "Regional", "region_name": area}
    else:
        code = "E06000035" if area == "Medway" else f"E0600000{[*TOWNS, area].index(area) + 1}"
        place |= {"geographic_level": "Local authority", "region_name": "South East", "la_name": area}
        place |= {"new_la_code": code}
    figures = {"child_count": cells.pop("count", ""), "child_percent": cells.pop("percent", "")}
    return {
        "time_period": year,
        "time_identifier": "Reporting year",
        "breakdown": breakdown,
        **place,
        **figures,
        **cells,
    }


def towns(*percents: str, year: str = "2025") -> list[dict[str, str]]:
    return [row(name, year, percent=percent) for name, percent in zip(TOWNS, percents, strict=False)]


BASE = [
    row("England", percent="60"),
    row("South East", percent="61"),
    row(percent="62"),
    *towns("1", "2", "3", "4", "5"),
]
"""One year of England, the region, the council and its neighbours."""


def table(rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS) -> bytes:
    lines = [",".join(columns), *(",".join(one.get(column, "") for column in columns) for one in rows)]
    return "\n".join([*lines, ""]).encode()


def an_indicator(**keys: Any) -> Catalogue:
    """A catalogue of Medway with one yearly indicator, and what ``keys`` give it."""
    organisation = {"name": "Medway Council", "area": "Medway", "area_code": "E06000035", "contact": "the hub"}
    return catalogue(indicator(frequency="financial year", **keys), organisation=organisation)


def indicator_text(**keys: Any) -> str:
    organisation = {"name": "Medway Council", "area": "Medway", "area_code": "E06000035", "contact": "the hub"}
    return written(indicator(frequency="financial year", **keys), organisation=organisation)


def take(
    data: bytes,
    *mappings: Mapping[str, Any],
    known: Catalogue | None = None,
    model: Model | None = MODEL,
    statistic: Statistic = "mean",
    source: str = "dfe-2025",
    day: date | None = None,
    name: str = "file.csv",
) -> extract.Extract:
    choice = ImportOptions(source, model, statistic, day)
    chosen = [RowsOf.model_validate(one) for one in mappings or (MAPPING,)]
    return extract.extract_figures(io.BytesIO(data), name, chosen, known or an_indicator(), choice)


def entries(taken: extract.Extract, kind: str = "comparators") -> list[dict[str, Any]]:
    assert taken.faults == ()
    return [dict(one.addition.entry) for one in taken.figures if one.addition.kind == kind]


def told(taken: extract.Extract, kind: str = "comparators") -> list[tuple[str, str, Decimal | str]]:
    """Area, period, and the value or code of each figure."""
    return [
        (one.get("area", ""), one["period"], one["code"] if one.get("value") is None else one["value"])
        for one in entries(taken, kind)
    ]


def counts(entry: dict[str, Any]) -> tuple[object, ...]:
    return tuple(entry.get(name) for name in ("value", "numerator", "denominator", "unknown"))


def full(value: str, count: str, total: str, unknown: str) -> Any:
    """What the council's value and all its counts come to."""
    rows = [
        row(percent=value, count=count),
        row(breakdown="Total", percent="100", count=total),
        row(breakdown="No information", percent="c", count=unknown),
    ]
    return take(table(rows), {**MAPPING, **COUNTS})


def only(taken: Any) -> str:
    (fault,) = taken.faults
    return str(fault)


def proposed(text: str, *files: extract.Extract, sources: Mapping[str, Any] | None = None) -> Proposal:
    return reconcile.reconcile(Document.alone(text), files, SOURCE if sources is None else sources)


def real(name: str, folder: Path = FOLDER, model: str = "2025", statistic: Statistic = "mean") -> Any:
    """What a real file comes to by the shipped mappings and the shipped data."""
    known = whole()
    mappings = mapping.parse((ROOT / "data" / mapping.FILE).read_bytes(), known)
    models = neighbours.parse((ROOT / "data" / neighbours.FILE).read_bytes())
    chosen = next(one for one in models if one.id == model)
    with (folder / name).open("rb") as stream:
        choice = ImportOptions("dfe-2025", chosen, statistic)
        return extract.extract_figures(stream, name, mappings, known, choice)


def office(folder: Path, access: str = 'editing = "this computer"\n') -> Path:
    """The shipped data, but for the published series, in a folder of its own, which this computer may edit."""
    for name in ("indicators.yaml", mapping.FILE, neighbours.FILE):
        shutil.copy(ROOT / "data" / name, folder)
    (folder / "access.toml").write_text(access, encoding="utf-8")
    return folder / "indicators.yaml"


def both(path: Path) -> tuple[bytes, bytes]:
    """The data file and the published series beside it, none where there is no such file."""
    series = path.with_name(published_series.FILE)
    return path.read_bytes(), series.read_bytes() if series.exists() else b""


NEW = RowsOf.model_validate(
    {**MAPPING, **COUNTS, "comparable": "partly", "why": "Says: 'other', or not.", "value": "x", "group": "others"}
)
"""Rows that are chosen for one more indicator."""


def keep(path: Path, new: RowsOf = NEW, visitor: Visitor = CONSOLE, before: bytes | None = None) -> journal.Entry:
    """Keep chosen rows beside the data file, as the page does."""
    kept = request.read_siblings(path, whole())
    own = mapping.sign_mapping(new.model_copy(update={"indicator": "pep-quality"}), "Ann", date(2026, 1, 2), "x")
    written = request.with_mappings(kept, [own], whole())
    seen = kept.mapping_bytes if before is None else before
    about = request.import_subjects([own], whole())
    prepared = transactions.PreparedSibling(mapping.FILE, seen, written, about, (own.indicator,))
    return transactions.save_sibling(path, prepared, signed(), visitor)
