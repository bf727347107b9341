"""data/published.yaml and data/neighbours.yaml: what is refused at which line, and how they are kept."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.catalogue import neighbours
from metrics.catalogue.amend import Addition, Change
from metrics.catalogue.problems import Refused
from metrics.ees_import import mapping, request
from metrics.store import data_file, hand_edits, journal, locked_file, transactions
from tests.support.data_files import CONSOLE, HERE, observed, signed, unfinished
from tests.support.make import ROOT, figure, whole
from tests.support.published_files import NEW, an_indicator, keep, office

GOOD = """\
mappings:
  - indicator: neet
    rows: {breakdown: Placed well}
    value: child_percent
    group: looked-after children
"""
COUNTED = """\
    numerator: {column: child_count}
    denominator: {column: child_count, rows: {breakdown: Total}}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        mapping.parse(text, an_indicator())
    return [str(one) for one in refused.value.problems]


def test_shipped_mappings_serve_indicators_of_the_data_file() -> None:
    found = mapping.parse((ROOT / "data" / mapping.FILE).read_bytes(), whole())
    assert len(found) == 47
    for one in found:
        known = whole().indicator(one.indicator)
        assert known is not None
        assert (one.comparable == "yes") == (one.group == known.group), "another group is another definition"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "published.yaml line 1: the file is empty; it needs mappings"),
        ("mapping: []\n", "unknown key 'mapping'; did you mean 'mappings'?"),
        (
            GOOD.replace("neet", "neat"),
            "line 2: mappings > neat > indicator: 'neat' is no indicator of the data file; did you mean",
        ),
        (GOOD.replace("value: child", "values: child"), "line 4: mappings > neet > values: unknown key 'values'"),
        (
            GOOD.replace("{breakdown", "{Breakdown: x, breakdown"),
            "line 3: mappings > neet > rows: Breakdown and breakdown are one column in other capitals; keep one",
        ),
        (
            GOOD + COUNTED + GOOD.removeprefix("mappings:\n") + COUNTED.replace("Total", "Suitability total"),
            "line 8: mappings > neet: stands here twice (same indicator, rows and value), with other counts; take one"
            " out, or where the publisher only renamed what is counted beside, add 'renamed: true' to the second",
        ),
        (
            GOOD + GOOD.removeprefix("mappings:\n").replace("breakdown", "BREAKDOWN").replace("child_p", "Child_p"),
            "line 6: mappings > neet: stands here twice",
        ),
        (GOOD + "    reporting_year: as at 31 June\n", "'as at 31 June' is not a known kind of year; write one of"),
        (GOOD + "    reporting_year: as at 29 February\n", "'as at 29 February' is not a known kind of year"),
        (GOOD + "    reporting_year: 31 March\n", "or a day of every year, such as 'as at 31 March' or 'year to"),
        (GOOD.replace("Placed well", "10"), "is not words; write text, in quotes"),
        (GOOD + "    comparable: partly\n", "line 2: mappings > neet: is marked 'comparable: partly' without a reason"),
        (GOOD + "    reporting_year: tax year\n", "'tax year' is not a known kind of year"),
        (GOOD + "    levels: [County]\n", "'County' is not a known level"),
        (GOOD + "    numerator: {column: child_count}\n", "has a numerator or a denominator alone; write both"),
        (GOOD + "    unknown: {column: child_count}\n", "needs a denominator: how many are not known"),
        (GOOD + GOOD.removeprefix("mappings:\n"), "line 6: mappings > neet: stands here twice"),
        (
            GOOD + GOOD.removeprefix("mappings:\n").replace("Placed well", "Placed"),
            "line 9: mappings > neet > group: 'looked-after children' is the group of other rows of this indicator",
        ),
        (
            GOOD + GOOD.removeprefix("mappings:\n").replace("child_percent", "child_rate") + "    since: 2024/25 Q1\n",
            "never joined with the first: write another group, such as 'care leavers aged 19 to 21'",
        ),
        (GOOD + "    since: 2024-25\n", "could be an academic or a financial year"),
        (GOOD + "    value: other\n", "'value' is given twice; first on line 4"),
        (GOOD.replace("neet", "&a neet"), "is an anchor or alias"),
    ],
)
def test_a_mapping_that_can_t_be_is_refused_at_its_line(text: str, sentence: str) -> None:
    told = problems(text)
    assert any(sentence in one for one in told), told


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("id: 2025", "id: 2021"), "'2021' stands twice among the models; give each its own id"),
        (("E08000027", "E06000030"), "'E06000030' stands twice in this model; keep one"),
        (("authorities:", "authority:"), "unknown key 'authority'; did you mean 'authorities'?"),
        (('"E06000030"', "E06"), ""),
    ],
)
def test_models_are_refused_at_their_line(change: tuple[str, str], sentence: str) -> None:
    text = (ROOT / "data" / neighbours.FILE).read_text(encoding="utf-8").replace(*change)
    if not sentence:
        assert len(neighbours.parse(text)) == 2
        return
    with pytest.raises(Refused) as refused:
        neighbours.parse(text)
    assert sentence in str(refused.value)
    assert "neighbours.yaml line " in str(refused.value)


@pytest.mark.parametrize("more", ["", "    until: 2021/22 financial year\n"])
def test_rows_whose_counts_alone_were_renamed_stand_beside_each_other(more: str) -> None:
    second = GOOD.removeprefix("mappings:\n") + COUNTED.replace("Total", "Suitability total") + "    renamed: true\n"
    one, other = mapping.parse(GOOD + COUNTED + more + second, an_indicator())
    assert one.identity != other.identity
    assert one.same_definition(other)


def test_a_file_without_filters_is_mapped_by_no_row_and_is_kept_so() -> None:
    (one,) = mapping.parse(GOOD.replace("{breakdown: Placed well}", "{}"), an_indicator())
    assert one.rows == {}
    kept = mapping.insert_mappings(mapping.BEGINNING, [one], an_indicator())
    assert "rows: {}" in kept


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("financial year", "financial year"),
        ("as at 31 March", "as at 31 March"),
        ("As at 30th  september", "as at 30 September"),
        ("year to 1 August", "year to 1 August"),
    ],
)
def test_a_reporting_year_is_a_kind_of_year_or_any_day(written: str, kind: str) -> None:
    (one,) = mapping.parse(f"{GOOD}    reporting_year: {written}\n", an_indicator())
    assert one.reporting_year == kind


def test_both_models_have_ten_authorities_and_a_source() -> None:
    models = neighbours.parse((ROOT / "data" / neighbours.FILE).read_bytes())
    assert [(one.id, one.name, len(one.authorities)) for one in models] == [
        ("2021", "April 2021 model", 10),
        ("2025", "May 2025 model", 10),
    ]
    assert all("Department for Education" in one.source for one in models)


@pytest.mark.parametrize(
    "text",
    [
        mapping.BEGINNING,
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD + "\n# a last word\n",
        GOOD.replace("  - ", "- ").replace("    ", "  "),
        "mappings: []",
        "{mappings: []}\n",
        "mappings: [{indicator: neet, rows: {breakdown: Placed well}, value: child_percent, group: all}]\n",
    ],
)
def test_a_new_mapping_goes_in_below_and_nothing_else_changes(text: str) -> None:
    after = mapping.insert_mappings(text, [NEW], an_indicator())
    assert mapping.parse(after, an_indicator())[-1] == NEW
    for line in text.replace("[]", "").splitlines():
        assert line.strip(" }]") in after


def test_a_mapping_that_stands_already_is_not_put_in_twice() -> None:
    after = mapping.insert_mappings(GOOD, [NEW], an_indicator())
    with pytest.raises(Refused, match="stands here twice"):
        mapping.insert_mappings(after, [NEW], an_indicator())


def test_the_same_rows_or_another_group_are_no_second_definition_of_a_group() -> None:
    again = GOOD.removeprefix("mappings:\n")
    split = GOOD + "    until: 2023/24 financial year\n" + again + "    since: 2024/25 financial year\n"
    other = GOOD + again.replace("Placed well", "Placed").replace("children\n", "boys\n")
    assert [len(mapping.parse(text, an_indicator())) for text in (split, other)] == [2, 2]
    first, second = mapping.parse(other, an_indicator())
    assert mapping.conflicting_mapping(second, [first]) is None
    assert mapping.conflicting_mapping(second.model_copy(update={"group": first.group}), [first]) == first


def test_rows_or_columns_that_the_publisher_only_renamed_keep_their_group() -> None:
    again = GOOD.removeprefix("mappings:\n").replace("child_percent", "child_rate")
    first, second = mapping.parse(GOOD + again + "    renamed: true\n", an_indicator())
    assert (first.renamed, second.renamed) == (False, True)
    assert mapping.conflicting_mapping(second, [first]) is None
    assert problems(GOOD + again + "    renamed: false\n")
    assert "renamed: true" in mapping.insert_mappings(GOOD, [second], an_indicator())


# Kept beside the data file


def test_chosen_rows_are_kept_signed_and_told_in_the_history(tmp_path: Path) -> None:
    path = office(tmp_path)
    before = path.read_bytes()
    entry = keep(path)
    assert path.read_bytes() == before, "the data file stays as it is"
    (*_, found) = request.read_siblings(path, whole()).mappings
    assert (found.indicator, found.by, str(found.on), found.reason) == ("pep-quality", "Ann", "2026-01-02", "x")
    assert (entry.kind, entry.by, entry.before) == ("mapping", "Ann", entry.after)
    assert [one.partition(": ")[2] for one in entry.about] == ["rows for others"]
    assert entry.lines[0][1].strip() == "- indicator: pep-quality"
    assert data_file.history(path).problems == ()
    assert observed(path).missing == ()


def test_a_folder_without_mappings_gets_its_file(tmp_path: Path) -> None:
    path = office(tmp_path)
    (tmp_path / mapping.FILE).unlink()
    keep(path)
    assert len(request.read_siblings(path, whole()).mappings) == 1


def test_rows_chosen_by_somebody_else_meanwhile_are_not_overwritten(tmp_path: Path) -> None:
    path = office(tmp_path)
    with pytest.raises(hand_edits.NotSaved, match=r"since published\.yaml changed meanwhile"):
        keep(path, before=b"mappings: []\n")


@pytest.mark.parametrize("access", ['editing = "off"\n', 'editing = "sign-in"\n', "nonsense"])
def test_who_may_not_write_may_choose_no_rows(tmp_path: Path, access: str) -> None:
    path = office(tmp_path, access)
    before = (tmp_path / mapping.FILE).read_bytes()
    with pytest.raises(locked_file.Denied):
        keep(path, visitor=HERE)
    assert (tmp_path / mapping.FILE).read_bytes() == before


def test_an_import_can_be_undone_after_its_rows_were_chosen(tmp_path: Path) -> None:
    path = office(tmp_path)
    keep(path)
    before = path.read_bytes()
    change = Change((Addition("neet", "own_series", figure("2030", 1, source="ofsted-2013")),))
    transactions.save(path, data_file.prepare(observed(path), change, path.name), signed(), CONSOLE)
    transactions.undo(path, signed(), CONSOLE)
    assert path.read_bytes() == before


def test_an_import_can_be_undone_though_rows_were_chosen_after_it(tmp_path: Path) -> None:
    path = office(tmp_path)
    before, rows = path.read_bytes(), len(request.read_siblings(path, whole()).mappings)
    change = Change((Addition("neet", "own_series", figure("2030", 1, source="ofsted-2013")),))
    saved = transactions.save(path, data_file.prepare(observed(path), change, path.name), signed(), CONSOLE)
    keep(path)
    assert data_file.history(path).last == saved
    assert transactions.undo(path, signed(), CONSOLE).undoes == saved.number
    assert path.read_bytes() == before
    assert len(request.read_siblings(path, whole()).mappings) == rows + 1, "rows stay chosen"


def killed(path: Path, trap: str) -> None:
    """A process that keeps chosen rows and is killed at one operation, by the code in ``trap``."""
    program = f"""
import os, signal, sys
from pathlib import Path
from tests.support.published_files import keep
real = os.replace
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
os.replace = {trap}
keep(Path(sys.argv[1]))
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_rows_whose_keeping_was_killed_are_in_the_file_and_signed_or_neither(tmp_path: Path) -> None:
    path = office(tmp_path)
    observed(path)
    before = (tmp_path / mapping.FILE).read_bytes()
    killed(path, "lambda a, b: kill() if str(b).endswith('published.yaml') else real(a, b)")
    assert (tmp_path / mapping.FILE).read_bytes() == before
    assert [one.kind for one in data_file.history(path).entries] == ["first seen"]
    assert len(unfinished(path)) == 1
    data_file.sweep(path)
    assert unfinished(path) == []
    killed(path, "lambda a, b: (real(a, b), str(b).endswith('published.yaml') and kill())")
    assert (tmp_path / mapping.FILE).read_bytes() != before
    for history in (data_file.history(path), settled_history(path)):
        assert [(one.kind, one.by) for one in history.entries] == [("first seen", ""), ("mapping", "Ann")]
    assert data_file.history(path).pending == ()


def settled_history(path: Path) -> journal.History:
    """The history after a reading, which settles what a killed process left."""
    assert observed(path).missing == ()
    return data_file.history(path)


def test_mappings_that_a_link_leads_to_are_kept_there(tmp_path: Path) -> None:
    path = office(tmp_path)
    link, shared = tmp_path / mapping.FILE, tmp_path / "shared.yaml"
    link.rename(shared)
    link.symlink_to("shared.yaml")
    keep(path)
    assert link.is_symlink()
    assert shared.read_bytes() == link.read_bytes()
    assert [one.indicator for one in request.read_siblings(path, whole()).mappings][-1] == "pep-quality"


def _keep_one(path: Path, number: int) -> None:
    for _ in range(40):
        try:
            keep(path, NEW.model_copy(update={"value": f"column {number}", "group": f"group {number}"}))
        except hand_edits.NotSaved:
            continue
        return


def test_rows_chosen_at_once_are_all_kept(tmp_path: Path) -> None:
    path = office(tmp_path)
    hands = [multiprocessing.get_context("spawn").Process(target=_keep_one, args=(path, one)) for one in range(3)]
    for one in hands:
        one.start()
    for one in hands:
        one.join(120)
    assert [one.exitcode for one in hands] == [0, 0, 0]
    kept = {one.value for one in request.read_siblings(path, whole()).mappings}
    assert {f"column {one}" for one in range(3)} <= kept


def test_a_mapping_is_recognised_by_indicator_rows_and_column_in_whatever_order_its_filters_stand() -> None:
    both = {"breakdown": "Placed well", "sex": "Total"}
    turned = NEW.model_copy(update={"rows": dict(reversed(both.items()))})
    assert NEW.model_copy(update={"rows": both, "group": "of others"}).identity == turned.identity
    for key, value in (("indicator", "pep-quality"), ("rows", {"breakdown": "Total"}), ("value", "child_count")):
        assert NEW.model_copy(update={key: value}).identity != NEW.identity


def test_rows_that_stand_twice_are_told_though_their_filters_are_turned_round() -> None:
    first = GOOD.replace("{breakdown: Placed well}", "{breakdown: Placed well, sex: Total}")
    again = GOOD.removeprefix("mappings:\n").replace("{breakdown: Placed well}", "{sex: Total, breakdown: Placed well}")
    (problem,) = problems(first + again)
    assert "stands here twice" in problem
