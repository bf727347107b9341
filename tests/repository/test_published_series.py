"""Every published figure that is shipped, computed once more from the publishers' files, by a few lines of its own.

tests/data/dfe_series holds the rows that are needed of each release: Medway, England, the South East and the
neighbours of both models. Nothing of the import is used to compute them. A figure names its file, rows and column
in ``at``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from statistics import median_low
from typing import Any

import pandas as pd
import yaml

from metrics.analysis import releases
from metrics.store import data_file
from tests.support.make import DATA, ROOT

FILES = ROOT / "tests" / "data" / "dfe_series"
RELEASES = {
    **dict.fromkeys(("dfe-cla-2022", "dfe-outcomes-2022", "dfe-cla-2023", "dfe-cla-2024"), "April 2021 model"),
    **dict.fromkeys(
        ("dfe-cla-2025", "dfe-cin-2025", "dfe-csww-2025", "dfe-outcomes-2025", "ons-mye-2024"), "May 2025 model"
    ),
}
"""The releases in the order in which they came in, and the model of the neighbours of each."""

AREAS = {"England": "National", "South East": "Regional", None: "E06000035"}
TOTALS = {
    **dict.fromkeys(("neet", "care-leavers-eet", "higher-education-share"), ("Total", "Total information not known")),
    "suitable-accommodation": ("Suitability total|Total", "No information"),
    **dict.fromkeys(("three-or-more-placements", "placement-two-years"), ("Total children", None)),
    "health-assessments-completed": ("Total all ages", None),
}
"""Rows of the same group that hold the denominator, and how many are not known."""

NUMBERS = {"care_leaver_percent": "care_leaver_count", "children_percent": "children_count", "percentage": "number"}
BESIDE = {
    "pt_pupils_pa_10_exact": ("t_pupils_pa_10_exact", "t_pupils"),
    "pt_rwm_met_expected_standard": ("t_rwm_met_expected_standard", "t_rwm_eligible_pupils"),
    "pt_l2basics_94": ("t_l2basics_94", "t_pupils"),
    "pt_one_plus_sus": ("t_one_plus_sus", "t_pupils"),
    "pt_perm_excl": ("t_perm_excl", "t_pupils"),
    "rate_per_10000": ("number|children_count", "population_estimate"),
    "rereferral_percent": ("rereferral_count", "referral_count"),
}
"""Columns of the counts that stand in the row of the figure."""

CODES = {"k": "low", "~": "low", ":": "x", "": "x"}
Row = dict[str, Any]


def load(name: str) -> Any:
    """A data file with every value as it is written."""
    return yaml.load((ROOT / "data" / name).read_text(encoding="utf-8"), yaml.BaseLoader)


SERIES = {one["id"]: one for one in load("published_series.yaml")["indicators"]}
COUNTS_OF_PEOPLE = {one["id"] for one in load("indicators.yaml")["indicators"] if one["unit"] == "count"} - {"caseload"}
MODELS = {one["name"]: [a["code"] for a in one["authorities"]] for one in load("neighbours.yaml")["models"]}
SHIPPED = [
    {"id": id, "kind": kind, **row}
    for id, one in SERIES.items()
    for kind in ("comparators", "own_series")
    for row in one.get(kind, [])
]


@cache
def release_file(source: str, name: str) -> pd.DataFrame:
    table = pd.read_csv(FILES / source / name, dtype=str, keep_default_na=False)
    return table.assign(
        area=table["new_la_code"].where(table["geographic_level"] == "Local authority", table["geographic_level"])
    )


def place(source: str, at: str) -> tuple[pd.DataFrame, str, dict[str, str]]:
    """The table that ``at`` names, its column, and the value of each filter that it names."""
    name, _, rest = at.partition(", ")
    rest, _, column = f", {rest}".rpartition(", column ")
    table = release_file(source, name)
    assert column in table.columns, f"{at}: no such column"
    parts = re.split("|".join(f", ({re.escape(one)}) " for one in table.columns), rest)
    given = [part for part in parts if part]
    return table, column, dict(zip(given[::2], given[1::2], strict=True))


def cells(table: pd.DataFrame, column: str, rows: dict[str, str]) -> dict[tuple[str, str], str]:
    """What stands in a column, by area and year; each once."""
    for name, value in rows.items():
        table = table[table[name].str.fullmatch(value if "|" in value else re.escape(value))]
    found = dict(zip(zip(table["area"], table["time_period"], strict=True), table[column], strict=True))
    assert found, f"{column}, {rows}: no row"
    assert len(found) == len(table), f"{column}, {rows}: not one row an area and year"
    return found


def year_of(period: str) -> str:
    """The ``time_period`` of a period's rows."""
    years = re.match(r"(\d{4})/(\d\d) (financial|academic) year", period)
    if not years:
        return period[-4:]
    return years[1] + years[2] if years[3] == "academic" else str(int(years[1]) + 1)


def written(year: str, like: str) -> str:
    """The period of a file's year, of the kind of another period."""
    if "academic" in like:
        return f"{year[:4]}/{year[4:]} academic year"
    return f"{int(year) - 1}/{year[2:]} financial year" if "financial" in like else like[:-4] + year


def of_definition(id: str, group: str, period: str) -> bool:
    """Schools gave the grades of two years: another definition."""
    by_schools = period.startswith(("2019/20", "2020/21"))
    return id != "english-and-maths-grade-4" or by_schools == group.endswith("grades given by schools")


def mean(values: list[str]) -> Decimal:
    decimals = median_low(len(value.partition(".")[2]) for value in values)
    exact = sum(map(Decimal, values), Decimal(0)) / len(values)
    return exact.quantize(Decimal(1).scaleb(-min(decimals + 1, 3)), ROUND_HALF_UP)


def number(text: str | None) -> Decimal | str | None:
    if text is None:
        return None
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else CODES.get(text, text)


def in_file(id: str, source: str, at: str, like: str) -> Iterator[Row]:
    """Every figure of one definition in one release: value or code, and the counts that are printed."""
    table, column, rows = place(source, at)
    values = cells(table, column, rows)
    counts: list[dict[tuple[str, str], str]] = []
    if id in TOTALS:
        last, numbers = list(rows)[-1], NUMBERS[column]
        counts = [cells(table, numbers, rows | ({last: row} if row else {})) for row in (None, TOTALS[id][0])]
        counts += [cells(table, numbers, rows | {last: TOTALS[id][1]})] if TOTALS[id][1] else []
    elif column in BESIDE:
        names = [next(name for name in one.split("|") if name in table.columns) for one in BESIDE[column]]
        counts = [cells(table, name, rows) for name in names]
    for year in sorted({year for _, year in values}):
        period = written(year, like)
        for area, key in AREAS.items():
            if (key, year) in values and (area is None or id not in COUNTS_OF_PEOPLE):
                said = number(values[key, year])
                printed = [number(count.get((key, year))) for count in counts] if isinstance(said, Decimal) else []
                yield {"area": area, "period": period, "value": said, "counts": [*printed, None, None, None][:3]}
        about = [values.get((code, year), "z") for code in MODELS[RELEASES[source]]]
        known = [one for one in about if isinstance(number(one), Decimal)]
        if id not in COUNTS_OF_PEOPLE and len(known) >= 3:
            model = RELEASES[source]
            yield {"area": model, "period": period, "value": mean(known), "counts": [None] * 3}


def expected(id: str, group: str) -> list[tuple[Any, ...]]:
    """What is to stand of one definition: of each release what the releases before it did not say."""
    rows = [row for row in SHIPPED if (row["id"], row["group"]) == (id, group)]
    places = {(row["source"], row["at"]): row["period"] for row in rows}
    standing: dict[tuple[Any, str], Row] = {}
    found = []
    for source, at in sorted(places, key=lambda one: list(RELEASES).index(one[0])):
        for row in in_file(id, source, at, places[source, at]):
            if not of_definition(id, group, row["period"]):
                continue
            key = (row["area"], row["period"])
            if key not in standing or differs(standing[key], row):
                standing[key] = row
                found.append((*key, row["value"], tuple(whole(row["counts"])), source, at))
    return found


def differs(one: Row, other: Row) -> bool:
    pairs = zip(whole(one["counts"]), whole(other["counts"]), strict=True)
    return one["value"] != other["value"] or any(a != b for a, b in pairs if None not in (a, b))


def whole(counts: list[Any]) -> list[Any]:
    """Counts as they may stand: a share has both or neither, and an unknown beside them alone."""
    part, total, unknown = (count if isinstance(count, Decimal) else None for count in counts)
    return [part, total, unknown] if None not in (part, total) else [None] * 3


def shipped(row: Row) -> tuple[Any, ...]:
    area = row.get("model") or row.get("area")
    counts = tuple(number(row.get(name)) for name in ("numerator", "denominator", "unknown"))
    return (area, row["period"], number(row.get("value", row.get("code"))), counts, row["source"], row["at"])


def differences(rows: list[Row], id: str, group: str) -> dict[str, list[tuple[Any, ...]]]:
    """What of one definition stands in ``rows`` alone, and what in the publishers' files alone."""
    stand = Counter(shipped(row) for row in rows if (row["id"], row["group"]) == (id, group))
    computed = Counter(expected(id, group))
    return {"only in the data": [*(stand - computed)], "only in the files": [*(computed - stand)]}


def test_every_shipped_published_figure_is_the_publishers() -> None:
    definitions = sorted({(row["id"], row["group"]) for row in SHIPPED})
    wrong = {one: found for one in definitions if any((found := differences(SHIPPED, *one)).values())}
    assert wrong == {}


def test_a_figure_that_is_altered_missing_or_added_is_found() -> None:
    one, *others = [row for row in SHIPPED if row["id"] == "neet"]
    for rows in (others, [one, one, *others], *([{**one, name: "1"}, *others] for name in ("value", "numerator"))):
        assert any(differences(rows, "neet", one["group"]).values())
    assert not any(differences([one, *others], "neet", one["group"]).values())


def test_of_several_releases_the_newest_counts() -> None:
    catalogue, order = data_file.read_catalogue(DATA), list(RELEASES)
    replaced = 0
    for indicator in filter(None, map(catalogue.indicator, SERIES)):
        for figures in (indicator.comparators, indicator.own_series):
            for figure, used in zip(figures, releases.replacements(figures, indicator, catalogue), strict=True):
                if used is not None and figure.source in order:
                    assert order.index(used.source) > order.index(figure.source), (indicator.id, figure.at)
                    replaced += 1
    assert replaced == 115


def test_as_many_are_shipped_as_were_counted() -> None:
    values = [row for row in SHIPPED if "value" in row]
    means = [row for row in values if row.get("statistic") == "mean"]
    assert (len(values), len(SHIPPED) - len(values), len(means)) == (836, 31, 211)
    assert (len(SERIES), len([row for row in SHIPPED if row["kind"] == "own_series"])) == (26, 229)
    assert len([row for row in SHIPPED if "numerator" in row]) == 429


def test_each_published_figure_names_its_file_and_column() -> None:
    for row in SHIPPED:
        table, column, _ = place(row["source"], row["at"])
        assert row["at"].endswith(f", column {column}")
        assert year_of(row["period"]) in set(table["time_period"]), row


def test_every_published_indicator_says_why_it_matters() -> None:
    indicators = {one["id"]: one for one in load("indicators.yaml")["indicators"]}
    for id in SERIES:
        words = indicators[id]["why_it_matters"]
        assert re.fullmatch(r"[A-Z][^.]*\.", words), f"{id}: not one sentence"
        assert not re.search(r"\d+%|20\d\d", words), f"{id}: a figure goes out of date"
