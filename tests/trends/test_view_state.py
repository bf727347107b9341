"""The choice of the page Trends: what the address says comes back, and what is gone is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.trends import view_state
from metrics.trends.view_state import DEFAULT, FINDINGS, PARTS, ViewState, address, areas, read_address
from tests.support.make import DATA, catalogue, figure, indicator, parse

CATALOGUE = parse(DATA.read_bytes())
IDS = [one.id for one in CATALOGUE.indicators]
HIDEABLE = [*areas(CATALOGUE), *PARTS]


@st.composite
def choices(draw: st.DrawFn) -> ViewState:
    """Any choice that the widgets can make."""
    by = draw(st.sampled_from(["name", "theme", "finding"]))
    first, last = draw(st.sampled_from([(None, None), (2011, None), (None, 2013), (2011, 2013), (2012, 2012)]))
    return ViewState(
        indicators=tuple(draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=8, unique=True)))
        if by == "name"
        else (),
        theme=draw(st.sampled_from([one.id for one in CATALOGUE.themes])) if by == "theme" else "",
        finding=draw(st.sampled_from(list(FINDINGS))) if by == "finding" else DEFAULT.finding,
        large=draw(st.booleans()),
        first=first,
        last=last,
        hidden=frozenset(draw(st.lists(st.sampled_from(HIDEABLE), max_size=4))),
        own_scale=draw(st.booleans()),
        fitted=draw(st.booleans()),
        events=draw(st.booleans()),
        chance=draw(st.booleans()),
        page=draw(st.integers(1, 30)),
    )


@given(choices())
def test_address_brings_back_the_very_choice(made: ViewState) -> None:
    assert read_address(address(made), CATALOGUE) == (made, ())


def test_nothing_chosen_is_nothing_in_the_address() -> None:
    assert address(DEFAULT) == {}
    assert read_address({}, CATALOGUE) == (DEFAULT, ())


def test_every_name_in_an_address_is_known_to_be_ours() -> None:
    full = ViewState(("neet",), first=2011, last=2013, hidden=frozenset(["target"]), page=2)
    flags = ViewState(theme="health", large=True, own_scale=True, fitted=True, events=True, chance=True)
    assert {*address(full), *address(flags), *address(ViewState(finding="worse"))} == set(view_state.NAMES)


@pytest.mark.parametrize(
    ("asked", "made", "told"),
    [
        (
            {"m": "gone,neet"},
            ViewState(("neet",)),
            "There is no indicator “gone” any more; the others are shown.",
        ),
        ({"m": "gone"}, DEFAULT, "There is no indicator “gone” any more; shown instead: most changed."),
        ({"theme": "sports"}, DEFAULT, "There is no theme “sports” any more; shown instead: most changed."),
        (
            {"m": "gone", "theme": "health"},
            ViewState(theme="health"),
            "There is no indicator “gone” any more; shown instead: the",
        ),
        ({"find": "best"}, DEFAULT, "“best” is nothing to choose by; shown instead: most changed."),
        ({"from": "MMXI"}, DEFAULT, "“MMXI” is no year; all years are shown."),
        ({"to": "20133"}, DEFAULT, "“20133” is no year; all years are shown."),
        ({"from": "2014", "to": "2012"}, DEFAULT, "The years 2014 to 2012 run backwards; all years are shown."),
        (
            {"hide": "atlantis,target"},
            ViewState(hidden=frozenset(["target"])),
            "There is nothing called “atlantis” to hide",
        ),
        ({"page": "0"}, DEFAULT, "There is no page “0”; this is the first."),
        ({"page": "9" * 5000}, DEFAULT, "There is no page “99999999999999999999”; this is the first."),
        ({"from": "2013" + "0" * 5000}, DEFAULT, "“20130000000000000000” is no year; all years are shown."),
        ({"from": "00201399999"}, DEFAULT, "“00201399999” is no year"),
        ({"page": "x"}, DEFAULT, "There is no page “x”; this is the first."),
        ({"as": "huge"}, DEFAULT, "“as=huge” is no choice; it is left out."),
    ],
)
def test_what_is_gone_is_said_with_what_is_shown_instead(asked: dict[str, str], made: ViewState, told: str) -> None:
    found, sentences = read_address(asked, CATALOGUE)
    assert found == made
    assert len(sentences) == 1
    assert sentences[0].startswith(told)


def test_theme_of_the_file_without_indicators_says_so_and_what_is_shown_instead() -> None:
    made = catalogue(indicator(figure("2013/14 Q1", 26), theme="education"))
    told = "The theme Health has no indicators; shown instead: "
    assert read_address({"theme": "health"}, made) == (DEFAULT, (f"{told}most changed.",))
    asked = {"theme": "health", "find": "worse"}
    assert read_address(asked, made) == (ViewState(finding="worse"), (f"{told}getting worse or moved the wrong way.",))
    assert read_address({"theme": "education"}, made) == (ViewState(theme="education"), ())


@given(st.dictionaries(st.sampled_from([*view_state.NAMES, "utm"]), st.text(max_size=30)))
def test_no_address_is_beyond_reading(asked: dict[str, str]) -> None:
    made, _ = read_address(asked, CATALOGUE)
    assert read_address(address(made), CATALOGUE) == (made, ())


def test_areas_never_take_the_word_of_another_choice() -> None:
    assert view_state.hiding_word("Target") == "area-target"
    assert view_state.hiding_word("South East") == view_state.hiding_word("South-East") == "south-east"
    assert view_state.hiding_word("…") == "other"
