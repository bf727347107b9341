"""The one door: every broken file is refused with our own sentences, and nothing is guessed."""

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.catalogue.load import parse
from metrics.catalogue.problems import Refused
from tests.support.make import DATA, ROOT

BROKEN = sorted((ROOT / "tests" / "data" / "broken").glob("*.yaml"))
FOREIGN = re.compile(
    r"Input should|validation error|found character|Traceback|while parsing|while scanning|did not find|yaml\.org"
    r"|could not find|are not allowed|block (mapping|collection|end)|flow (mapping|sequence)|pydantic|unhashable"
    r"|Decimal\(|datetime|codec|\bNone\b|\bTrue\b|\bFalse\b|\{'|\['|\[\d+\]"
)
GOOD = """\
organisation: {name: Medway Council, area: Medway, contact: performance hub}
sources:
  ofsted-2013: {title: Inspection of services, publisher: Ofsted, published: 2013-08-23, kind: published}
themes:
  - {id: education, name: Education}
indicators:
  - id: neet
    name: Not in education or work
    theme: education
    unit: percent
    polarity: lower_is_better
    frequency: quarter
    definition: Care leavers aged 16 to 18.
    standard: {words: within 28 days, source: ofsted-2013, at: paragraph 23}
    said:
      - {words: particularly low, about: level, direction: worse, source: ofsted-2013, at: paragraph 42}
    targets:
      - {value: 20, kind: council target, from: 2013-04-01, until: 2014-03-31, source: ofsted-2013, at: paragraph 42}
    comparators:
      - {area: England, group: all, period: 2012/13 Q4, value: 34, beside: 2012/13 Q4, source: ofsted-2013, at: page 9}
    own_series:
      - {period: 2012/13 Q4, value: 30, comparable: partly, why: another day, source: ofsted-2013, at: page 9}
    observations:
      - {period: 2012/13 Q4, value: 30.0, numerator: 3, denominator: 10, source: ofsted-2013, at: paragraph 42}
      - {period: 2013/14 Q1, value: 26, inferred: [period], source: ofsted-2013, at: paragraph 42}
      - {period: 2013/14 Q2, code: c, rebase_before: {reason: new, by: hub, on: 2013-09-01}, source: ofsted-2013, at: p}
other_numbers:
  - {words: 9 of 11, what: Inspectors, why: Staffing of the inspection., source: ofsted-2013, at: page 2}
"""
SCALARS = [token for token in yaml.scan(GOOD) if isinstance(token, yaml.ScalarToken)]


def problems(text: str | bytes) -> list[str]:
    """What is printed of a text; nothing when it is read."""
    try:
        parse(text)
    except Refused as refused:
        return [str(problem) for problem in refused.problems]
    return []


def expected(text: str) -> list[str]:
    """The problems that a broken file announces in its first comment lines."""
    announced = []
    for line in text.splitlines():
        if not line.startswith("# indicators.yaml line "):
            break
        announced.append(line.removeprefix("# "))
    return announced


def good(old: str, new: str) -> str:
    """The good file with one place written differently."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def refused_in_time(text: str, tmp_path: Path) -> list[str]:
    """What is printed of a text, by a process that is stopped after ten seconds."""
    file = tmp_path / "bomb.yaml"
    file.write_text(text, encoding="utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nfrom metrics.catalogue.load import parse\n"
        "from metrics.catalogue.problems import Refused\n"
        "try:\n    parse(Path(sys.argv[1]).read_bytes())\nexcept Refused as refused:\n    print(refused)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(file)], cwd=ROOT, capture_output=True, text=True, timeout=10, check=True
    )
    return ran.stdout.splitlines()


def test_good_file_is_read():
    catalogue = parse(GOOD)
    assert [indicator.id for indicator in catalogue.indicators] == ["neet"]
    assert [str(one.period) for one in catalogue.indicators[0].observations] == [
        "2012/13 Q4",
        "2013/14 Q1",
        "2013/14 Q2",
    ]


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_broken_file_prints_exactly_what_it_announces(file: Path):
    raw = file.read_bytes()
    announced = expected(raw.decode("utf-8"))
    assert announced, f"{file.name} announces no problem in its first line"
    assert problems(raw) == announced


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_problem_is_in_our_own_words_and_has_a_way_out(file: Path):
    for line in problems(file.read_bytes()):
        assert not FOREIGN.search(line), line
        assert re.search(r"; |: write ", line), f"no way out in: {line}"


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_broken_file_with_windows_line_ends_prints_the_same(file: Path):
    text = file.read_text(encoding="utf-8")
    assert problems(text.replace("\n", "\r\n").encode()) == expected(text)


def test_all_problems_of_a_file_come_at_once_in_file_order():
    text = good("unit: percent", "unit: week").replace("value: 26,", "value: 26%, pg: 4,").replace("area: Medway,", "")
    text += "themes: []\n"
    numbers = [int(re.search(r" line (\d+):", line)[1]) for line in problems(text)]
    assert numbers == [1, 10, 25, 25, 29]


def test_problem_names_the_file_it_was_read_from():
    with pytest.raises(Refused) as refused:
        parse(good("unit: percent", "unit: week"), file="upload.yaml")
    assert str(refused.value).startswith("upload.yaml line 10: neet > unit: ")


@pytest.mark.parametrize("text", ["", "\n\n", b"", "\ufeff", "---\n", "~\n"])
def test_empty_file_is_refused(text: str | bytes):
    assert problems(text) == [
        "indicators.yaml line 1: the file is empty; it needs organisation, sources, themes and indicators"
    ]


def test_file_that_is_not_utf8_is_refused_at_its_line():
    text = good("Inspection of services", "Inspection at £100").encode("cp1252")
    assert problems(text) == [
        "indicators.yaml line 3: the file is not UTF-8 text from here on; save it with the encoding UTF-8"
    ]


def test_utf16_file_is_refused_and_utf8_is_asked_for():
    assert problems(GOOD.encode("utf-16")) == [
        "indicators.yaml line 1: the file is not UTF-8 text from here on; save it with the encoding UTF-8"
    ]
    without_mark = problems(GOOD.encode("utf-16-le"))
    assert without_mark[0].startswith("indicators.yaml line 1: ")
    assert without_mark[0].endswith("save the file as UTF-8")


@pytest.mark.parametrize("character", ["\0", "\x07", "\x0c", "\x85", "\u2028", "\uffff", "\udc80"])
def test_character_that_is_no_text_is_refused_at_its_line(character: str):
    text = good("Not in education", f"Not in{character} education").replace("Inspection", "£££££££££ Inspection")
    assert problems(text) == [
        "indicators.yaml line 8: a character stands here that can't be seen and is no text; "
        "delete it, and save the file as UTF-8"
    ]


def test_letters_of_any_script_are_read():
    name = "Żółć, Ünïcode, 学校 and 😀 – “quoted”"
    assert parse(good("Not in education or work", name)).indicators[0].name == name


def test_no_break_space_inside_words_is_read():
    assert parse(good("aged 16 to", "aged\u00a016 to")).indicators[0].definition == "Care leavers aged\u00a016 to 18."


def test_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path):
    bomb = 'a: &a ["x", "x", "x", "x", "x"]\n' + "".join(
        f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refused_in_time(bomb, tmp_path) == [
        "indicators.yaml line 1: '&a' is an anchor or alias; write the value out, or quote the text"
    ]


def test_merge_key_bomb_is_refused_at_its_first_anchor(tmp_path: Path):
    bomb = "a: &a {k: 1}\n" + "".join(
        f"{name}: &{name} {{<<: [{', '.join([f'*{last}'] * 9)}]}}\n"
        for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refused_in_time(bomb, tmp_path) == [
        "indicators.yaml line 1: '&a' is an anchor or alias; write the value out, or quote the text"
    ]


@pytest.mark.parametrize(
    "nest",
    ["x: " + "[" * 5000 + "]" * 5000, "x: " + "[" * 5000, "x: " + "{a: " * 5000, "x:\n " + "- " * 5000],
    ids=["closed brackets", "open brackets", "open braces", "dashes"],
)
def test_deep_nesting_is_refused_and_its_depth_named(nest: str, tmp_path: Path):
    (printed,) = refused_in_time(nest, tmp_path)
    assert re.fullmatch(
        r"indicators\.yaml line [12]: brackets or lists nest more than 12 deep; "
        r"close them, or put quotes round the text",
        printed,
    )


def test_twelve_deep_is_read_and_thirteen_refused():
    deep = [problems(f"x: {'[' * depth}{']' * depth}")[-1] for depth in (11, 12)]
    assert ["nest more than 12 deep" in line for line in deep] == [False, True]


def test_byte_order_mark_is_accepted():
    plain = parse(GOOD)
    assert parse("\ufeff" + GOOD) == plain
    assert parse(GOOD.encode("utf-8-sig")) == plain


def test_windows_line_ends_are_accepted():
    assert parse(GOOD.replace("\n", "\r\n").encode()) == parse(GOOD)


def test_digits_are_kept_as_written():
    assert [str(one.value) for one in parse(good("value: 26,", "value: 15.00,")).indicators[0].observations] == [
        "30.0",
        "15.00",
        "None",
    ]


@pytest.mark.parametrize(
    "written", ["no", "on", "yes", "off", "9:30", "0123", "1e3", "1_000", "0x1a", "1,5%", "2013-06"]
)
def test_word_that_yaml_would_guess_stays_text(written: str):
    assert parse(good("name: Not in education or work", f"name: {written}")).indicators[0].name == written


def test_key_that_yaml_would_guess_stays_text():
    text = good("on: 2013-09-01", "on: 2013-09-01, no: 3")
    assert [line.partition("; ")[0] for line in problems(text)] == [
        "indicators.yaml line 26: neet > observations > 2013/14 Q2 > rebase_before > no: unknown key 'no'"
    ]


def test_calendar_year_may_be_quoted_or_not():
    written = [
        good("period: 2013/14 Q1, value: 26", f"period: {year}, value: 26") for year in ("2013", "'2013'", '"2013"')
    ]
    shortened = [text.replace("period: 2013/14 Q2", "period: 2014") for text in written]
    first, *others = (parse(text).indicators[0].observations[1].period for text in shortened)
    assert first.kind == "calendar year"
    assert others == [first, first]


def test_code_k_is_read_as_low():
    assert parse(good("code: c", "code: k")).indicators[0].observations[2].code == "low"


def test_source_may_be_called_like_a_key_of_the_contract():
    text = good("themes:\n", "  note: {title: Note, publisher: Ofsted, kind: published, yaer: 2013}\nthemes:\n")
    assert [line.partition("; ")[0] for line in problems(text)] == [
        "indicators.yaml line 4: sources > note > yaer: unknown key 'yaer'"
    ]


def test_wrong_list_of_sources_is_one_problem_and_not_one_a_figure():
    text = re.sub(r"sources:\n.*\n", "sources: none\n", GOOD)
    assert problems(text) == ["indicators.yaml line 2: sources: 'none' is not a group of keys; write {key: value}"]


def test_quotation_of_twelve_words_is_read():
    twelve = "one two three four five six seven eight nine ten eleven twelve"
    assert parse(good("value: 26,", f"value: 26, quote: {twelve},")).indicators[0].observations[1].quote == twelve


def test_what_is_left_out_has_its_contracted_default():
    catalogue = parse(GOOD)
    first = catalogue.indicators[0].observations[0]
    assert (catalogue.organisation.suppress_below, catalogue.organisation.due_days) == (6, 30)
    assert (first.status, first.counts_rounded_to, first.inferred) == ("final", 1, [])
    assert (catalogue.themes[0].role, catalogue.indicators[0].comparators[0].relation) == ("indicators", "unstated")


def test_indicator_and_theme_are_found_by_id():
    text = good("id: education, name: Education}", "id: education, name: Education}\n  - {id: legal, name: Courts}")
    catalogue = parse(text)
    assert catalogue.theme("legal").name == "Courts"
    assert catalogue.indicator("neet") is catalogue.indicators[0]
    assert catalogue.indicator("care-proceedings") is None


def test_theme_that_is_not_there_is_told_by_its_id_beside_those_that_are():
    with pytest.raises(KeyError, match="no theme 'legal'; the themes are education"):
        parse(GOOD).theme("legal")


def test_title_is_the_short_name_where_there_is_one():
    assert parse(GOOD).indicators[0].title == "Not in education or work"
    assert (
        parse(good("    theme: education", "    short_name: NEET\n    theme: education")).indicators[0].title == "NEET"
    )


def test_data_file_is_read():
    assert problems(DATA.read_bytes()) == []


JUNK = (
    ["", "~", "no", "true", "-1", "0", "1e3", ".nan", "2013", "2013-01-01", "2013/14", "[a]", "[]", "{a: b}", "{}"],
    ["'x", '"x', "x: y", "&a x", "*a", "!!str x", "x, y", "\t", "\u00a0", "- x", "@", "%", "|", ">", "? x", "}", "]"],
)


def assert_read_or_refused_in_our_words(text: str) -> None:
    for line in problems(text):
        number = re.match(r"indicators\.yaml line (\d+): ", line)
        assert number, line
        assert 1 <= int(number[1]) <= text.count("\n") + 1
        assert not FOREIGN.search(line), line


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SCALARS), st.sampled_from([*JUNK[0], *JUNK[1]]))
def test_junk_in_any_place_is_read_or_refused_in_our_words(token: yaml.ScalarToken, junk: str):
    assert_read_or_refused_in_our_words(GOOD[: token.start_mark.index] + junk + GOOD[token.end_mark.index :])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD)))
def test_file_cut_anywhere_is_read_or_refused_in_our_words(length: int):
    assert_read_or_refused_in_our_words(GOOD[:length])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD)), st.text(max_size=5))
def test_any_text_put_in_anywhere_is_read_or_refused(at: int, text: str):
    whole = GOOD[:at] + text + GOOD[at:]
    for line in problems(whole):
        assert line.startswith("indicators.yaml line ")


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=100, places=2, allow_nan=False))
def test_value_is_read_to_its_last_digit(value: Decimal):
    assert str(parse(good("value: 26,", f"value: {value:f},")).indicators[0].observations[1].value) == f"{value:f}"
