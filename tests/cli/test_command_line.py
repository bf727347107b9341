"""python -m metrics, run as a person runs it: what it prints, where, and how it exits."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.analysis.reading import read_all
from metrics.exports.tidy import COLUMNS
from metrics.store import data_file
from metrics.wording import findings
from tests.support.make import (
    DATA,
    INSPECTED,
    ROOT,
    comparator,
    figure,
    hub,
    indicator,
    inspected,
    predicted,
    target,
    text,
    whole,
)

Q4, Q1, Q2 = "2012/13 Q4", "2013/14 Q1", "2013/14 Q2"

READING_KEYS = {
    "id",
    "latest",
    "previous",
    "change",
    "direction",
    "verdict",
    "verdict_reason",
    "target",
    "comparators",
    "variation",
    "sentence",
}
FIGURE_KEYS = {"value", "code", "period", "status", "numerator", "denominator", "interval"}
VARIATION_KEYS = {"points", "enough", "mean", "lower", "upper", "special_causes", "assurance"}


def run(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if key != "INDICATORS_FILE"}
    return subprocess.run(
        [sys.executable, "-m", "metrics", *arguments],
        cwd=ROOT,
        env=clean | (environment or {}),
        capture_output=True,
        check=False,
    )


def printed(*arguments: str, **keys: dict[str, str]) -> str:
    """What stands on standard output of a command that succeeds and complains of nothing."""
    done = run(*arguments, **keys)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode("utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "figures.yaml"
    made.write_text(
        text(
            indicator(
                figure(Q4, 30),
                figure(Q1, "21.4", numerator=9, denominator=42),
                predicted(Q2, 20),
                comparators=[comparator(Q1, "16.3"), comparator(Q1, words="below", relation="below")],
                targets=[target("25.5")],
            ),
            indicator(id="awaiting"),
            indicator(hub(Q1, 3), id="small", unit="count", of="children"),
        ),
        encoding="utf-8",
    )
    return made


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    made = tmp_path / "broken.yaml"
    made.write_text(
        "organisation: {name: Medway, area: Medway, contact: hub}\nsources:\n"
        "  hub: {title: Return, publisher: Medway, kind: secret}\nthemes: []\nindicators:\n"
        "  - {id: neet, name: NEET, theme: education, unit: week, polarity: neutral, frequency: quarter, definition: d,"
        " observations: [{period: 2013/14 Q1, value: 26%, source: hub, at: return}]}\n",
        encoding="utf-8",
    )
    return made


# ---- check -------------------------------------------------------------------------------------------


def test_check_counts_a_sound_file_in_one_line(path):
    assert printed("check", "--data", str(path)).splitlines() == ["3 indicators, 4 figures, every one cited"]


def test_check_of_the_repositorys_own_file_is_sound():
    figures = sum(len(one.observations) for one in whole().indicators)
    published = data_file.load(DATA).published.series
    rows = sum(len(one.own_series) + len(one.comparators) for one in published.indicators)
    assert printed("check") == (
        f"{len(whole().indicators)} indicators, {figures} figures and {rows} published figures in "
        f"published_series.yaml, every one cited{os.linesep}"
        f"{len(data_file.load(DATA).events.events.events)} dated events in events.yaml, every one cited{os.linesep}"
    )


@pytest.mark.parametrize("command", ["check", "figures", "reading"])
def test_problems_go_to_standard_error_all_at_once_and_in_file_order(broken, command):
    done = run(command, "--data", str(broken))
    lines = done.stderr.decode("utf-8").splitlines()
    assert (done.returncode, done.stdout) == (1, b"")
    assert [line.split(": ")[0] for line in lines] == ["broken.yaml line 3", "broken.yaml line 6", "broken.yaml line 6"]
    assert any("'26%' is not a number; write 26" in line for line in lines)
    assert any("did you mean 'weeks'?" in line for line in lines)


@pytest.mark.parametrize("command", ["check", "figures", "reading"])
def test_missing_file_is_one_sentence_and_no_traceback(tmp_path, command):
    done = run(command, "--data", str(tmp_path / "gone.yaml"))
    (line,) = done.stderr.decode("utf-8").splitlines()
    assert done.returncode == 1
    assert line.startswith("gone.yaml line 1: there is no such file")


def test_reading_a_broken_file_leaves_no_copy_behind(broken):
    run("check", "--data", str(broken))
    assert [one.name for one in broken.parent.iterdir()] == ["broken.yaml"]


# ---- which file --------------------------------------------------------------------------------------


def test_environment_names_the_file_and_the_option_goes_before_it(path, broken):
    named = {"INDICATORS_FILE": str(path)}
    assert printed("check", environment=named).startswith("3 indicators")
    assert run("check", "--data", str(broken), environment=named).returncode == 1


# ---- figures -----------------------------------------------------------------------------------------


def test_figures_are_csv_unless_asked_otherwise(path):
    for arguments in ([], ["--format", "csv"]):
        done = run("figures", *arguments, "--data", str(path))
        rows = list(csv.reader(io.StringIO(done.stdout.decode("utf-8-sig"), newline="")))
        assert tuple(rows[0]) == COLUMNS
        assert [row[12] for row in rows[1:]] == ["30.0", "21.4", "20.0", "16.3", "25.5", ""]
        assert done.stdout.startswith(b"\xef\xbb\xbf")


def test_figures_as_json_hold_one_object_a_row_with_the_contracts_keys(path):
    rows = json.loads(printed("figures", "--format", "json", "--data", str(path)))
    assert [row["value"] for row in rows] == [30, 21.4, 20, 16.3, 25.5, None]
    assert all(tuple(row) == COLUMNS for row in rows)


def test_unknown_format_is_refused(path):
    assert run("figures", "--format", "xlsx", "--data", str(path)).returncode == 2


# ---- reading -----------------------------------------------------------------------------------------


def test_reading_has_the_contracts_keys_for_every_indicator():
    found = json.loads(printed("reading", "--format", "json", "--today", "2013-08-23"))
    assert [one["id"] for one in found] == [one.id for one in whole().indicators]
    for one in found:
        assert set(one) >= READING_KEYS
        for name in ("latest", "previous"):
            assert one[name] is None or set(one[name]) >= FIGURE_KEYS
        assert one["target"] is None or set(one["target"]) >= {"value", "met", "gap"}
        assert all(set(other) >= {"area", "group", "value", "words", "drawn"} for other in one["comparators"])
        assert set(one["variation"]) >= VARIATION_KEYS
        assert len(one["variation"]["special_causes"]) == one["variation"]["points"]
        assert one["direction"] in ("up", "down", "same", None)
        assert one["verdict"] in ("better", "worse", "same", None)
        assert one["sentence"].endswith(".")


def test_reading_says_what_the_rules_say(path):
    (one,) = json.loads(printed("reading", "neet", "--data", str(path), "--today", "2013-09-30"))
    low, high = one["latest"].pop("interval")
    assert (round(low, 1), round(high, 1)) == (11.7, 35.9)
    assert one["latest"] == {
        "value": 21.4,
        "code": None,
        "period": Q1,
        "status": "final",
        "numerator": 9,
        "denominator": 42,
    }
    assert (one["previous"]["value"], one["previous"]["interval"]) == (30, None)
    assert (one["change"], one["direction"], one["verdict"]) == (-8.6, "down", "better")
    assert (one["target"]["value"], one["target"]["met"], one["target"]["gap"]) == (25.5, True, 4.1)
    number, words = one["comparators"]
    assert (number["area"], number["value"], number["words"], number["drawn"]) == ("England", 16.3, None, True)
    assert (words["value"], words["words"], words["drawn"]) == (None, "below", False)
    assert (one["variation"]["points"], one["variation"]["enough"], one["variation"]["mean"]) == (2, False, None)


def test_reading_of_an_indicator_that_awaits_is_null_and_a_sentence(path):
    (one,) = json.loads(printed("reading", "awaiting", "--data", str(path)))
    empty = ("latest", "previous", "change", "direction", "verdict", "target")
    assert [one[key] for key in empty] == [None] * len(empty)
    assert one["verdict_reason"]
    assert one["sentence"] == "No figure yet."


def test_reading_suppresses_small_numbers(path):
    (one,) = json.loads(printed("reading", "small", "--data", str(path)))
    assert (one["latest"]["value"], one["latest"]["code"]) == (None, "c")


def test_reading_keeps_the_order_of_the_file_and_only_the_ids_asked_for(path):
    found = json.loads(printed("reading", "small", "neet", "--data", str(path)))
    assert [one["id"] for one in found] == ["neet", "small"]


def test_unknown_id_is_refused_with_the_one_that_is_near_or_none(path):
    done = run("reading", "neet", "nete", "--data", str(path))
    said = done.stderr.decode("utf-8")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "'nete' is no indicator; did you mean 'neet'?" in said
    said = run("reading", "nothing", "--data", str(path)).stderr.decode("utf-8")
    assert "'nothing' is no indicator; write the id or the name that the template gives" in said


def test_indicator_is_asked_for_by_its_name_too(path):
    (one,) = json.loads(printed("reading", "NEET.", "--data", str(path)))
    assert one["id"] == "neet"


def test_day_is_an_argument_and_not_the_clocks(path):
    before, after = (
        json.loads(printed("reading", "neet", "--data", str(path), "--today", day))[0]["predictions"][0]["overdue"]
        for day in ("2013-09-30", "2013-10-01")
    )
    assert (before, after) == (False, True)


@pytest.mark.parametrize("day", ["23 August 2013", "2013-02-30", "today", ""])
def test_day_that_is_none_is_refused_in_our_own_words(path, day):
    done = run("reading", "--data", str(path), "--today", day)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert f"'{day}' is not a day; write it as 2013-08-23" in said
    assert "isoformat" not in said


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_is_utf_8_whatever_the_terminals_encoding(tmp_path, encoding):
    """A Windows console's own encoding has no minus sign and no quotation marks of the report's."""
    path = tmp_path / "indicators.yaml"
    made = indicator(figure(Q1, "-4.5", note="−4.5 ☂"), unit="percentage points", name="Gap ☂")
    path.write_text(text(made), encoding="utf-8")
    forced = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    (one,) = json.loads(printed("reading", "--data", str(path), environment=forced))
    assert "−4.5" in one["sentence"]
    (row,) = json.loads(printed("figures", "--format", "json", "--data", str(path), environment=forced))
    assert row["name"] == "Gap ☂"


# ---- schema, and the rest ----------------------------------------------------------------------------


def test_schema_needs_no_data_file(tmp_path):
    schema = json.loads(printed("schema", "--data", str(tmp_path / "gone.yaml")))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert set(schema["properties"]) >= {"organisation", "sources", "themes", "indicators"}


@pytest.mark.parametrize("arguments", [[], ["frobnicate"]])
def test_missing_or_unknown_command_shows_the_commands(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert all(name in done.stderr.decode() for name in ("check", "figures", "reading", "schema"))


def test_commands_change_nothing_on_the_disk(path):
    before = path.read_bytes(), DATA.read_bytes()
    for command in ("check", "figures", "reading"):
        printed(command, "--data", str(path))
    assert (path.read_bytes(), DATA.read_bytes()) == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_reading_of_the_report_on_the_command_line_is_what_the_page_says():
    said = {one["id"]: one["sentence"] for one in json.loads(printed("reading", "--today", "2013-08-23"))}
    shipped = data_file.read_catalogue(DATA)
    untouched = [one for one in inspected().indicators if one == shipped.indicator(one.id)]
    assert untouched
    for one in read_all(inspected(), INSPECTED):
        if one.indicator in untouched:
            assert said[one.indicator.id] == findings.finding(one)


@pytest.mark.parametrize(("day", "period"), [("2013-08-23", "2013/14 Q1"), ("2014-02-01", "2013/14 Q3")])
def test_template_is_of_the_period_due_on_the_day_that_is_given(tmp_path: Path, day: str, period: str) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(text(indicator(why_missing="Not counted yet.", source="report", at="paragraph 1")), "utf-8")
    done = run("template", "--today", day, "--data", str(path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert f'"{period}"' in done.stdout.decode("utf-8-sig").splitlines()[1]


def test_a_day_that_is_none_is_told_for_every_command_that_takes_one() -> None:
    for command in (["template"], ["reading"], ["add", "x.csv"], ["import", "x.csv"]):
        done = run(*command, "--today", "soon")
        assert done.returncode == 2
        assert b"'soon' is not a day; write it as 2013-08-23" in done.stderr
