"""The benchmarks run and measure what they say; how long anything takes is not asserted."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import apps, browser, clicking, growth, history_file, pack, processes, report, saving
from benchmarks.catalogues import written
from benchmarks.samples import Samples, turns
from metrics.catalogue.load import parse
from metrics.store import data_file
from metrics.uploads import upload_reader
from tests.support.servers import ROOT


def test_ten_times_the_indicators_is_a_sound_file_of_different_indicators() -> None:
    written = (ROOT / data_file.DEFAULT).read_text(encoding="utf-8")
    once, tenfold = parse(written), parse(apps.tenfold_data(written))
    assert len(tenfold.indicators) == 10 * len(once.indicators)
    assert len({one.title for one in tenfold.indicators}) == 10 * len({one.title for one in once.indicators})


def test_apps_take_turns() -> None:
    assert [turns(number, ["a", "b"]) for number in range(3)] == [["a", "b"], ["b", "a"], ["a", "b"]]


def test_each_page_is_timed_until_drawn_and_shown_beside_its_goals(server: str, browser: Browser) -> None:
    samples = Samples()
    every = [apps.SCORECARD, apps.TWELVE, apps.LEAN]
    pictures = processes.reruns(every, samples, runs=1)
    assert pictures[apps.TWELVE.name] == pictures[apps.LEAN.name] == 12
    assert pictures[apps.SCORECARD.name] > 0
    processes.checks([apps.SCORECARD], samples, rounds=1)
    journey = _in_browser(server, browser, pictures, samples)
    assert journey["back astray"] == 0
    assert journey["loaded anew"] == 0, "a link of the scorecard loads its page anew"
    goals = report.goals(samples, pictures, journey["back astray"])
    facts = {"pictures": pictures, "rounds": 1, "runs": 1, "load before": None, "load after": None}
    table = report.printed(facts, samples, goals)
    for what in (processes.RERUN, processes.CHECK, "empty cache", "first time", "half a cold load", "Back"):
        assert what in table
    assert table.count("reached") == len(goals) == 7


def _in_browser(server: str, opened: Browser, pictures: dict[str, int], samples: Samples) -> dict[str, object]:
    ours = apps.Server(apps.SCORECARD, f"{server}/", 0, 0)
    wanted: dict[str, browser.Wanted] = {
        apps.SCORECARD.name: ("pictures", pictures[apps.SCORECARD.name]),
        apps.TWELVE.name: ("charts", 12),
    }
    with apps.serving(apps.TWELVE) as floor:
        browser.loads(opened, [ours, floor], wanted, samples, rounds=1)
    return browser.journeys(opened, ours, pictures[apps.SCORECARD.name], samples, rounds=1)


def test_goal_is_reached_up_to_its_limit_and_nothing_is_said_of_what_was_not_measured() -> None:
    samples = Samples()
    assert report.goals(samples, {}, 0) == []
    for app, milliseconds in ((apps.SCORECARD, 20), (apps.TWELVE, 20), (apps.LEAN, 19)):
        samples.add(processes.RERUN, app.name, milliseconds)
    assert [one.reached for one in report.goals(samples, {}, 0)] == [True, False]


def test_readme_names_every_option() -> None:
    readme = Path(apps.__file__).with_name("README.md").read_text(encoding="utf-8")
    assert all(option in readme for option in ("--short", "--rounds", "--json"))


def test_saving_a_quarter_is_timed_beside_its_floor(capsys) -> None:  # type: ignore[no-untyped-def]
    assert saving.main(["--rounds", "1", "--no-browser"]) == 0
    told = capsys.readouterr().out
    assert "25 figures into 100 indicators of 40 quarters" in told
    assert all(what in told for what in (saving.LOAD, saving.PREPARE, saving.SAVE, saving.FLOOR))
    assert re.search(rf"{re.escape(saving.SAVE)}: at most \d+ ms: (not )?reached\n", told)
    assert not list(Path(saving.__file__).parent.glob(".saving-*"))


def test_save_is_timed_from_the_click_until_it_is_on_screen(browser: Browser, tmp_path: Path) -> None:
    samples, path = Samples(), tmp_path / "indicators.yaml"
    path.write_text(saving.data(), encoding="utf-8")
    clicking.clicked(browser, path, saving.pasted(), samples)
    assert samples.median(clicking.CLICK, "ms") > 0
    assert path.read_text(encoding="utf-8").count("value: 13.") == saving.FIGURES, "none stood there before"


def test_twelve_years_in_one_file_are_read_whole_and_their_time_stands_beside_its_goal() -> None:
    read = upload_reader.read(history_file.scorecard(history_file.INDICATORS, history_file.QUARTERS), "scorecard.xlsx")
    assert (len(read.rows), read.faults) == (history_file.INDICATORS * history_file.QUARTERS, ())
    assert len(parse(history_file.data()).indicators) == history_file.INDICATORS
    samples = Samples()
    for what in (history_file.FLOOR, history_file.FILE):
        samples.add(what, "ms", history_file.MOST + 1)
        samples.add(f"{history_file.HEIGHT}: {what}", "px", 900)
    assert history_file.printed(samples).endswith("at most 10,000 ms: not reached")


def test_every_benchmark_that_runs_by_itself_stands_in_the_readme_with_its_command() -> None:
    readme = Path(apps.__file__).with_name("README.md").read_text(encoding="utf-8")
    rooms = [one for one in Path(apps.__file__).parent.glob("*.py") if "__name__ ==" in one.read_text(encoding="utf-8")]
    assert "history_file" in {one.stem for one in rooms}
    told = {f"python -m benchmarks.{one.stem}" if one.stem != "__main__" else "python -m benchmarks" for one in rooms}
    assert [one for one in told if one not in readme] == []


@pytest.mark.slow
def test_each_form_of_the_pack_is_timed_beside_its_goal(capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(pack, "SHORT", (2, 3))
    assert pack.main(["--short"]) == 0
    told = re.findall(r"(\d) indicators, ([\w, ]+): \d+\.\d\d s of at most \d+ ", capsys.readouterr().out)
    assert told == [(count, name) for count in "23" for name in pack.GOALS]


@pytest.mark.slow
def test_growth_is_shown_beside_todays_data(capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(growth, "SHORT", [(7, 4)])
    assert growth.main(["--short", "--rounds", "1"]) == 0
    told = capsys.readouterr().out
    today, grown = (line.split() for line in told.splitlines() if line.startswith((growth.TODAY, "7 indicators")))
    assert today[3] == grown[5] == "6", "both show six charts"
    assert growth.counted(written(7, 4)) == 7 * 4 * 6
    assert re.search(r"goal: a rerun of the same view .* times today's: \d+\.\d\d, (not )?reached\n", told)


@pytest.mark.parametrize(("milliseconds", "said"), [(20.0, "2.00, reached"), (20.2, "2.02, not reached")])
def test_growth_reaches_its_goal_up_to_twice_the_rerun_of_todays_data(milliseconds: float, said: str) -> None:
    samples = Samples()
    for name, rerun in ((growth.TODAY, 10.0), ("large", milliseconds)):
        for what, took in ((growth.LOADED, 300.0), (growth.RERUN, rerun), (growth.ANEW, 90 * rerun)):
            samples.add(what, name, took)
    both = {growth.TODAY: 6, "large": 6}
    told = growth.report(samples, both, both)
    assert f"goal: a rerun of the same view takes at most 2 times today's: {said}\n" in told
