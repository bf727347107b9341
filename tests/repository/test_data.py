"""The data file against its schema and the contract; tests.test_report holds it against the report."""

import json
import re
import subprocess
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from metrics.catalogue.load import parse
from metrics.catalogue.models import Catalogue
from metrics.catalogue.yaml_reader import read_data
from metrics.cli.reports import SCHEMAS, schema_text
from metrics.store.data_file import read_catalogue
from tests.support.make import DATA, ROOT

REPORTED = (
    *((31, 9), (31, 17), (31, 19), (31, 47), (34, 0), (35, "17.5"), (37, 66), (41, 60), (41, 36), (41, 14), (41, 12)),
    *((42, 69), (42, 21), (42, 30), (42, 26), (46, 90), (46, "95.9"), (46, 15), (51, 45), (51, 32), (51, 53), (51, 46)),
    *((53, 26), (55, "87.5"), (67, 87), (71, 40), (4, 65000), (4, "24.5"), (4, 16), (4, 20), (4, "3.1"), (4, "2.4")),
    *((4, 11), (5, 400), (5, 209), (5, 127), (5, 1), (5, 52), (7, 19), (8, 4), (12, 3), (14, 3), (21, 4), (47, 4)),
    (61, 4),
)
"""Paragraph and value of each figure of the report that measures something, read out of it by hand."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return parse(DATA.read_bytes())


@pytest.mark.parametrize("file", SCHEMAS)
def test_schema_beside_the_data_is_the_contracts(file: str) -> None:
    written = (ROOT / "data" / f"{file}.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(file), f"run: python -m metrics schema --file {file} > data/{file}.schema.json"


@pytest.mark.parametrize("file", ["indicators", "events", "recommendations"])
def test_file_names_its_schema_and_fits_it_as_an_editor_checks_it(file: str) -> None:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return value.isoformat() if isinstance(value, date) else value

    text, schema = (ROOT / "data" / f"{file}.yaml").read_text(encoding="utf-8"), json.loads(schema_text(file))
    assert text.startswith(f"# yaml-language-server: $schema={file}.schema.json\n")
    data = plain(read_data(text)[0])
    jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "state": "done"}, schema)


def test_every_figure_of_the_report_is_there_at_its_paragraph(catalogue: Catalogue) -> None:
    held = Counter(
        (one.at, one.value)
        for indicator in catalogue.indicators
        for one in indicator.observations
        if one.source == "ofsted-2013"
    )
    missing = [f"paragraph {n}: {value}" for n, value in REPORTED if not held[f"paragraph {n}", Decimal(str(value))]]
    assert missing == []


def test_every_number_and_phrase_names_its_source_and_place(catalogue: Catalogue) -> None:
    for one in catalogue.indicators:
        entries = [*one.observations, *one.comparators, *one.own_series, *one.targets, *one.said]
        entries += [one.standard] if one.standard else []
        for entry in entries:
            assert entry.source in catalogue.sources, f"{one.id}: {entry.source} is no source"
            assert re.search(r"\w{3}", entry.at), f"{one.id}: {entry.at} is no place"


def test_quotations_are_short_and_hold_their_figure(catalogue: Catalogue) -> None:
    quoted = [(one.id, figure) for one in catalogue.indicators for figure in one.observations if figure.quote]
    assert len(quoted) > 40
    for id, figure in quoted:
        assert len((figure.quote or "").split()) <= 12, f"{id}: {figure.quote} is too long to be quoted"


def test_indicators_without_a_figure_say_why_and_where(catalogue: Catalogue) -> None:
    awaiting = [one for one in catalogue.indicators if not one.observations]
    assert awaiting
    assert [one.id for one in awaiting if not (one.why_missing and one.source and one.at)] == []


def test_ids_are_unique_words_for_links(catalogue: Catalogue) -> None:
    ids = [one.id for one in catalogue.indicators]
    assert len(set(ids)) == len(ids)
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []


def test_neighbours_name_their_list_and_statistic(catalogue: Catalogue) -> None:
    numbers = [(one.id, other) for one in catalogue.indicators for other in one.comparators if other.value is not None]
    assert numbers
    neighbours = [(id, other) for id, other in numbers if "neighbours" in other.area.lower()]
    assert [id for id, other in neighbours if not (other.model and other.statistic)] == []


def test_every_prediction_is_said_to_be_one(catalogue: Catalogue) -> None:
    predicted = {
        (one.id, figure.value)
        for one in catalogue.indicators
        for figure in one.observations
        if figure.status == "predicted"
    }
    assert predicted == {("five-good-gcses", Decimal(17)), ("key-stage-2", Decimal(47))}


def test_long_names_have_a_short_one(catalogue: Catalogue) -> None:
    assert [one.id for one in catalogue.indicators if len(one.title) > 40] == []


def test_every_indicator_has_its_number() -> None:
    assert [one.id for one in read_catalogue(DATA).indicators if one.number is None] == []


def test_every_indicator_with_a_figure_says_why_it_matters_and_what_to_ask() -> None:
    both = [one for one in read_catalogue(DATA).indicators if one.observations or one.own_series]
    assert len(both) > 50
    for one in both:
        assert re.fullmatch(r"[A-Z][^.?]*\.", one.why_it_matters or ""), f"{one.id}: why it matters is not one sentence"
        assert re.fullmatch(r"[A-Z][^.?]*\?", one.ask or ""), f"{one.id}: what to ask is not one question"
        for words in (one.why_it_matters, one.ask):
            assert not re.search(r"\d(%|\.\d)|\d{3}|\b\d+ of \d", words or ""), f"{one.id}: a figure goes out of date"


def test_no_path_of_a_machine_stands_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    wrong = []
    for name in filter(None, listed):
        path: Path = ROOT / name
        if path.suffix in (".png", ".json") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        wrong += [f"{name} names {word}" for word in ("/" + "work/", "/" + "farm/", "/" + "root/") if word in text]
    assert wrong == []
