"""The choice of the page Trends: what the address says comes back, and what is gone is said."""

from dataclasses import replace
from urllib.parse import parse_qsl

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
    by = draw(st.sampled_from(["name", "word", "theme", "finding"]))
    first, last = draw(st.sampled_from([(None, None), (2011, None), (None, 2013), (2011, 2013), (2012, 2012)]))
    chosen = ViewState(
        indicators=tuple(draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=8, unique=True)))
        if by == "name"
        else (),
        word=draw(st.sampled_from(["neet", "care leavers", "ä&=?"])) if by == "word" else "",
        theme=draw(st.sampled_from([one.id for one in CATALOGUE.themes])) if by == "theme" else "",
        finding=draw(st.sampled_from(list(FINDINGS))) if by == "finding" else DEFAULT.finding,
        first=first,
        last=last,
    )
    if chosen.published:
        return replace(chosen, neighbours=draw(st.booleans()), from_zero=draw(st.booleans()))
    return replace(
        chosen,
        large=draw(st.booleans()),
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
    small = ViewState(finding="published-worse", neighbours=True, from_zero=True)
    every = [full, flags, small, ViewState(word="neet")]
    assert {name for state in every for name in address(state)} == set(view_state.NAMES)


OWN = ViewState(finding="own")


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("find=changed", OWN),
        ("page=2", replace(OWN, page=2)),
        ("from=2012", replace(OWN, first=2012)),
        ("hide=england", replace(OWN, hidden=frozenset(["england"]))),
        ("as=large&axis=fit", replace(OWN, large=True, fitted=True)),
        ("find=worse&hide=england", ViewState(finding="worse", hidden=frozenset(["england"]))),
        ("theme=health&events=on", ViewState(theme="health", events=True)),
        ("m=neet,care-leavers&chance=on", ViewState(("neet", "care-leavers"), chance=True)),
        ("find=all&scale=own&to=2013", ViewState(finding="all", own_scale=True, last=2013)),
    ],
)
def test_an_address_that_was_sent_before_shows_what_it_showed(query: str, meant: ViewState) -> None:
    assert read_address(dict(parse_qsl(query)), CATALOGUE) == (meant, ())


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("", DEFAULT),
        ("find=published", DEFAULT),
        ("find=published&from=2018", replace(DEFAULT, first=2018)),
        ("find=published-worse", ViewState(finding="published-worse")),
        ("find=published-worse-all&axis=zero", ViewState(finding="published-worse-all", from_zero=True)),
        ("find=published-changed", ViewState(finding="published-changed")),
        ("find=own", OWN),
        ("q=neet", ViewState(word="neet")),
        ("q=%20care%20%20leavers%20", ViewState(word="care leavers")),
        ("neighbours=on", replace(DEFAULT, neighbours=True)),
    ],
)
def test_the_first_view_is_the_published_series_and_each_choice_has_its_word(query: str, meant: ViewState) -> None:
    assert read_address(dict(parse_qsl(query)), CATALOGUE) == (meant, ())


def test_what_small_charts_can_not_do_is_said_and_left_out() -> None:
    asked = {"find": "published", "hide": "target", "events": "on"}
    told = "“events”, “hide” can’t be chosen for the small charts of published figures; they are left out."
    assert read_address(asked, CATALOGUE) == (DEFAULT, (told,))
    told = "“neighbours” can’t be chosen for these charts; it is left out."
    assert read_address({"find": "own", "neighbours": "on"}, CATALOGUE) == (OWN, (told,))


def test_an_unknown_word_is_told_what_there_is() -> None:
    _, (told,) = read_address({"find": "best"}, CATALOGUE)
    assert all(word in told for word in FINDINGS)


@pytest.mark.parametrize(
    ("asked", "made", "told"),
    [
        (
            {"m": "gone,neet"},
            ViewState(("neet",)),
            "There is no indicator “gone” any more; the others are shown.",
        ),
        (
            {"m": "gone"},
            DEFAULT,
            "There is no indicator “gone” any more; shown instead: published every year, by theme.",
        ),
        (
            {"theme": "sports"},
            DEFAULT,
            "There is no theme “sports” any more; shown instead: published every year, by theme.",
        ),
        (
            {"m": "gone", "theme": "health"},
            ViewState(theme="health"),
            "There is no indicator “gone” any more; shown instead: the",
        ),
        ({"find": "best"}, DEFAULT, "“best” is nothing to choose by; shown instead: published every year, by theme."),
        ({"from": "MMXI"}, OWN, "“MMXI” is no year; all years are shown."),
        ({"to": "20133"}, OWN, "“20133” is no year; all years are shown."),
        ({"from": "2014", "to": "2012"}, OWN, "The years 2014 to 2012 run backwards; all years are shown."),
        (
            {"hide": "atlantis,target"},
            ViewState(finding="own", hidden=frozenset(["target"])),
            "There is nothing called “atlantis” to hide",
        ),
        ({"page": "0"}, OWN, "There is no page “0”; this is the first."),
        ({"page": "9" * 5000}, OWN, "There is no page “99999999999999999999”; this is the first."),
        ({"from": "2013" + "0" * 5000}, OWN, "“20130000000000000000” is no year; all years are shown."),
        ({"from": "00201399999"}, OWN, "“00201399999” is no year"),
        ({"page": "x"}, OWN, "There is no page “x”; this is the first."),
        ({"as": "huge"}, OWN, "“as=huge” is no choice; it is left out."),
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
    assert read_address({"theme": "health"}, made) == (DEFAULT, (f"{told}published every year, by theme.",))
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
