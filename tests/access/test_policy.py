"""Who may read and write: every rule over visitors and settings, and every sentence of a broken access.toml."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from metrics.access.permissions import Settings, broken_file_settings, parse_settings, sign_in_problem
from metrics.access.policy import Visitor, read_refusal, signature_refusal, signer, visitor_from, write_refusal
from tests.support.servers import ROOT

NOW = datetime(2013, 9, 30, 12, 0, tzinfo=UTC)
HERE = Visitor(host="127.0.0.1:8501", origin="http://127.0.0.1:8501")
HUB = Visitor(host="dashboard.council.example", email="hub@council.example", name="Jo Bloggs", signed_in=NOW)
PANEL = replace(HUB, email="panel@council.example", name="Sam Smith")
CONSOLE = Visitor(console=True)

OFF = Settings()
AT_HOME = Settings(editing="this computer")
SIGNED = Settings(editing="sign-in", editors=frozenset({"hub@council.example"}))
PRIVATE = replace(SIGNED, reading="sign-in")


def person(email: str) -> Visitor:
    return replace(HUB, email=email)


def may_write(rules: Settings, visitor: Visitor) -> bool:
    return write_refusal(rules, visitor, NOW) == ""


def may_read(rules: Settings, visitor: Visitor) -> bool:
    return read_refusal(rules, visitor, NOW) == ""


# Settings against visitors


RULES = {
    "off": OFF,
    "this computer": AT_HOME,
    "sign-in": SIGNED,
    "private": PRIVATE,
    "broken": broken_file_settings("mend it"),
}
PEOPLE = {
    "nobody": Visitor(),
    "here": HERE,
    "elsewhere": replace(HERE, host="dashboard.council.example"),
    "editor": HUB,
    "editor here": replace(HERE, email=HUB.email, signed_in=NOW),
    "reader": PANEL,
    "old editor": replace(HUB, signed_in=NOW - timedelta(hours=13)),
    "console": CONSOLE,
}
WRITERS = {
    "off": {"console"},
    "this computer": {"here", "editor here", "console"},
    "sign-in": {"editor", "editor here", "console"},
    "private": {"editor", "editor here", "console"},
    "broken": {"console"},
}
READERS = {
    **{rules: set(PEOPLE) for rules in ("off", "this computer", "sign-in")},
    "private": {"editor", "editor here", "reader", "console"},
    "broken": {"console"},
}


@pytest.mark.parametrize(("rules", "person"), product(RULES, PEOPLE))
def test_every_person_under_every_setting(rules: str, person: str) -> None:
    assert may_write(RULES[rules], PEOPLE[person]) == (person in WRITERS[rules])
    assert may_read(RULES[rules], PEOPLE[person]) == (person in READERS[rules])


def test_nobody_edits_without_set_up_and_everyone_reads() -> None:
    for rules in (parse_settings(None), parse_settings("")):
        assert rules == OFF
        assert [name for name, person in PEOPLE.items() if may_write(rules, person)] == ["console"]
        assert all(may_read(rules, person) for person in PEOPLE.values())


def test_who_may_not_read_may_not_write_from_this_computer_either() -> None:
    rules = Settings(editing="this computer", reading="sign-in")
    assert write_refusal(rules, HERE, NOW) == "Sign in first."
    assert may_write(rules, replace(HERE, email=PANEL.email, signed_in=NOW))


# This computer


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8501", "127.9.8.7:1", "localhost", "LOCALHOST:65535", "[::1]", "[::1]:8501"],
)
def test_names_of_this_computer_are_let_in(host: str) -> None:
    assert may_write(AT_HOME, replace(HERE, host=host))


@pytest.mark.parametrize(
    "host",
    [
        "",
        "dashboard.council.example",
        "localhost.council.example",
        "dashboard.localhost",
        "127.0.0.1.council.example",
        "council.example:127",
        "127.0.0.1:8501, council.example",
        "127.0.0.1@council.example",
        "user@127.0.0.1",
        "127.0.0.1/",
        "127.0.0.1:",
        "127.0.0.1:x",
        "127.0.0.1:8501\n",
        " 127.0.0.1",
        "127.1",
        "127.0.0.256",
        "127.0.0.1.2",
        "128.0.0.1",
        "10.0.0.1",
        "0.0.0.0",
        "::1",
        "[::2]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f000001",
        "１２７.0.0.1",
        "loсalhost",
    ],
)
def test_any_other_name_is_refused(host: str) -> None:
    assert not may_write(AT_HOME, replace(HERE, host=host))


@pytest.mark.parametrize(
    "header",
    [
        "Forwarded",
        "forwarded",
        "Via",
        "X-Forwarded-For",
        "X-FORWARDED-HOST",
        "x-forwarded-proto",
        "X-Forwarded-Anything",
        "X-Forwarded",
        "X-Real-Ip",
        "X-Client-IP",
        "X-Cluster-Client-Ip",
        "True-Client-Ip",
        "CF-Connecting-IP",
        "X-Original-URL",
        "X-Original-Host",
        "X-ARR-LOG-ID",
        "X-Envoy-External-Address",
        "X-ProxyUser-Ip",
    ],
)
def test_a_proxy_is_known_by_what_it_adds(header: str) -> None:
    came = visitor_from({"Host": "127.0.0.1:8501", header: ""}, None, {})
    assert came.forwarded == (header,)
    assert write_refusal(AT_HOME, came, NOW) == (
        "Editing is open on this computer only, and a proxy stands between: "
        f"it sent {header}. Sign-in is needed."
    )  # fmt: skip


def test_what_browsers_send_is_no_sign_of_a_proxy() -> None:
    sent = [
        *("Host", "Connection", "Pragma", "Cache-Control", "User-Agent", "Upgrade", "Origin", "Cookie", "Referer"),
        *("Accept", "Accept-Encoding", "Accept-Language", "Sec-Fetch-Site", "Sec-Ch-Ua", "Dnt", "Priority"),
        *(f"Sec-Websocket-{part}" for part in ("Version", "Key", "Extensions", "Protocol")),
    ]
    headers = {**dict.fromkeys(sent, "x"), "Host": "localhost:8501", "Origin": "http://localhost:8501"}
    assert write_refusal(AT_HOME, visitor_from(headers, None, {}), NOW) == ""


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1", None])
def test_the_peer_may_be_this_computer(address: str | None) -> None:
    assert may_write(AT_HOME, replace(HERE, address=address))


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "192.168.0.4", "2001:db8::1", "::ffff:10.1.2.3", "", "a socket", "localhost"]
)
def test_another_peer_is_refused_though_it_names_this_computer(address: str) -> None:
    refused = write_refusal(AT_HOME, replace(HERE, address=address), NOW)
    assert refused == "Editing is open on this computer only, and your browser runs on another one."


@pytest.mark.parametrize("origin", ["https://dashboard.council.example", "null", "http://127.0.0.1.council.example"])
def test_a_page_of_another_name_is_refused_where_a_proxy_says_nothing(origin: str) -> None:
    assert write_refusal(AT_HOME, replace(HERE, origin=origin), NOW) == (
        f"Editing is open on this computer only, and this page came from “{origin}”."
    )


def test_a_request_that_names_no_page_is_refused_as_a_silent_proxy_may_send_it() -> None:
    came = visitor_from({"Host": "127.0.0.1:8501", "Connection": "close", "User-Agent": "x"}, None, {})
    assert write_refusal(AT_HOME, came, NOW) == (
        "Editing is open on this computer only, and nothing says which page asks: open the dashboard in a browser "
        "on the computer it runs on, without a proxy between."
    )


def test_the_name_that_was_asked_for_is_told_on_one_line() -> None:
    refused = write_refusal(AT_HOME, replace(HERE, host="evil\r\n.example"), NOW)
    assert refused.endswith("It was asked for as “evil .example”.")
    assert write_refusal(AT_HOME, Visitor(), NOW).endswith("It was asked for as no name.")


# Sign-in


@pytest.mark.parametrize("listed", ["hub@council.example", "HUB@Council.Example"])
@pytest.mark.parametrize("came", ["hub@council.example", "Hub@COUNCIL.example"])
def test_capital_letters_of_an_address_make_no_difference(listed: str, came: str) -> None:
    rules = parse_settings(f'editing = "sign-in"\neditors = ["{listed}"]')
    assert may_write(rules, replace(HUB, email=came))


@pytest.mark.parametrize(
    "came",
    ["hub@council.example.evil.example", "xhub@council.example", "hub@council.exampl", "@council.example", "hub"],
)
def test_an_address_that_only_resembles_an_editors_is_refused(came: str) -> None:
    assert not may_write(SIGNED, replace(HUB, email=came))


def test_letters_that_fold_to_others_do_not_make_an_editor() -> None:
    rules = parse_settings('editing = "sign-in"\neditors = ["kim@strasse.example"]')
    for came in ("\N{KELVIN SIGN}im@strasse.example", "kim@straße.example"):
        assert not may_write(rules, replace(HUB, email=came))


@pytest.mark.parametrize(
    ("age", "refused"),
    [
        (timedelta(0), ""),
        (timedelta(hours=12), ""),
        (timedelta(hours=12, seconds=1), "Your sign-in is older than 12 hours. Sign in again."),
        (timedelta(days=29), "Your sign-in is older than 12 hours. Sign in again."),
        (timedelta(minutes=-5), ""),
        (
            timedelta(minutes=-5, seconds=-1),
            "Your sign-in lies in the future, so a clock is wrong. Ask IT to set it right, then sign in again.",
        ),
    ],
)
def test_age_of_a_sign_in_counts_for_reading_and_writing(age: timedelta, refused: str) -> None:
    came = replace(HUB, signed_in=NOW - age)
    assert write_refusal(SIGNED, came, NOW) == refused
    assert read_refusal(PRIVATE, came, NOW) == refused


@pytest.mark.parametrize(("hours", "words"), [(1, "1 hour"), (0.5, "0.5 hours"), (0.001, "0.001 hours")])
def test_hours_may_be_parts_of_one(hours: float, words: str) -> None:
    rules = parse_settings(f'editing = "sign-in"\neditors = ["hub@council.example"]\nhours = {hours}')
    came = replace(HUB, signed_in=NOW - timedelta(hours=hours, seconds=1))
    assert write_refusal(rules, came, NOW) == f"Your sign-in is older than {words}. Sign in again."
    assert write_refusal(rules, replace(HUB, signed_in=NOW - timedelta(hours=hours)), NOW) == ""


@pytest.mark.parametrize(
    ("email", "signed_in", "refused"),
    [
        (None, None, "Sign in first."),
        (None, NOW, "The sign-in service gave no verified e-mail address. Ask IT to have it sent, then sign in again."),
        (HUB.email, None, "The sign-in service did not say when you signed in. Sign in again."),
    ],
)
def test_half_a_sign_in_is_none(email: str | None, signed_in: datetime | None, refused: str) -> None:
    came = replace(HUB, email=email, signed_in=signed_in)
    assert write_refusal(SIGNED, came, NOW) == refused
    assert read_refusal(PRIVATE, came, NOW) == refused


def test_a_reader_is_told_by_address_and_whom_to_ask() -> None:
    assert write_refusal(SIGNED, PANEL, NOW) == (
        "panel@council.example is not among the editors of this dashboard. Ask the performance hub to be added."
    )


@pytest.mark.parametrize(
    ("readers", "email", "reads"),
    [
        ([], "anyone@anywhere.example", True),
        (["@council.example"], "panel@council.example", True),
        (["@Council.Example"], "Panel@COUNCIL.example", True),
        (["@council.example"], "panel@evil-council.example", False),
        (["@council.example"], "panel@council.example.evil.example", False),
        (["chair@panel.example"], "chair@panel.example", True),
        (["chair@panel.example"], "member@panel.example", False),
        (["chair@panel.example"], "hub@council.example", True),
    ],
)
def test_readers_are_addresses_or_whole_domains_and_editors_always_read(
    readers: list[str], email: str, reads: bool
) -> None:
    line = f"readers = {readers}\n" if readers else ""
    rules = parse_settings(f'{line}reading = "sign-in"\neditors = ["hub@council.example"]')
    assert rules.problem == ""
    assert may_read(rules, replace(PANEL, email=email)) == reads


# Who signs


@pytest.mark.parametrize(
    ("address", "figures", "record"),
    [
        ("hub@council.example", "", ""),
        ("Clerk@council.example", "but among those who keep the panel's record only", ""),
        ("other@council.example", "not among the editors", "not among the recorders or editors"),
    ],
)
def test_recorder_writes_the_panels_record_and_no_figures_and_an_editor_both(
    address: str, figures: str, record: str
) -> None:
    text = 'editing = "sign-in"\neditors = ["hub@council.example"]\nrecorders = ["clerk@Council.example"]\n'
    rules, visitor = parse_settings(text), person(address)
    for refused, told in (
        (write_refusal(rules, visitor, NOW), figures),
        (write_refusal(rules, visitor, NOW, "record"), record),
    ):
        assert told in refused
        assert bool(told) == bool(refused)


def test_recorders_alone_may_be_listed_and_always_read() -> None:
    text = 'editing = "sign-in"\nreading = "sign-in"\nreaders = ["@panel.example"]\nrecorders = ["clerk@a.example"]\n'
    rules = parse_settings(text)
    assert rules.problem == ""
    assert read_refusal(rules, person("clerk@a.example"), NOW) == ""
    assert write_refusal(rules, person("clerk@a.example"), NOW, "record") == ""
    assert read_refusal(rules, person("other@a.example"), NOW) != ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('recorders = "clerk@a.example"\n', 'recorders is "clerk@a.example"; write a list of e-mail addresses'),
        ('recorders = ["@a.example"]\n', '"@a.example" in it is not an address; write e-mail addresses'),
    ],
)
def test_recorders_are_single_addresses(text: str, fault: str) -> None:
    assert fault in parse_settings(text).problem


def test_record_is_closed_where_editing_is_off_or_elsewhere() -> None:
    assert write_refusal(OFF, person("clerk@a.example"), NOW, "record") == "Editing is off."


def test_the_sign_in_signs_where_there_is_one_whatever_is_typed() -> None:
    assert signer(HUB, "Somebody Else") == "Jo Bloggs (hub@council.example)"
    assert signer(replace(HUB, name=None), "Somebody Else") == "hub@council.example"
    assert signature_refusal(HUB, "") == ""


def test_a_typed_name_is_one_line_and_must_be_there() -> None:
    assert signer(HERE, "  Jo \n\u2028 Bloggs\x00 ") == "Jo Bloggs"
    for nothing in ("", "   ", "\n", "\u200b"):
        assert signature_refusal(HERE, nothing) == "Type your name: every change is signed."
    assert signature_refusal(HERE, "x" * 201) == "Type a name of at most 200 characters."
    assert signature_refusal(HERE, "Siân O'Neill-Łukasz") == ""


def test_a_typed_name_can_not_look_like_a_sign_in() -> None:
    typed = "Jo Bloggs (hub@council.example)"
    assert signature_refusal(HERE, typed) == (
        "Type your name without an e-mail address: only a sign-in can prove an address."
    )
    assert signature_refusal(CONSOLE, typed) == ""


# What a request and a token say


def test_visitor_is_made_of_headers_address_and_claims() -> None:
    headers = {"hOST": "localhost:8501", "oRIGIN": "http://localhost:8501", "X-Forwarded-For": "10.0.0.1"}
    claims = {"email": "Hub@Council.Example", "name": "Jo\nBloggs", "iat": 1380542400, "is_logged_in": True}
    assert visitor_from(headers, "10.0.0.9", claims) == Visitor(
        host="localhost:8501",
        forwarded=("X-Forwarded-For",),
        address="10.0.0.9",
        email="Hub@Council.Example",
        name="Jo Bloggs",
        signed_in=NOW,
        origin="http://localhost:8501",
    )
    assert visitor_from({}, None, {}) == Visitor()


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": "a@b.example"}, "a@b.example"),
        ({"email": "a@b.example", "email_verified": True}, "a@b.example"),
        ({"email": "a@b.example", "email_verified": "true"}, "a@b.example"),
        ({"email": "a@b.example", "email_verified": False}, None),
        ({"email": "a@b.example", "email_verified": "false"}, None),
        ({"email": "a@b.example", "email_verified": None}, None),
        ({"email": "a@b.example", "email_verified": False, "preferred_username": "c@b.example", "tid": "t"}, None),
        ({"preferred_username": "c@b.example", "tid": "t"}, "c@b.example"),
        ({"email": "", "preferred_username": "c@b.example", "tid": "t"}, "c@b.example"),
        ({"preferred_username": "c@b.example"}, None),
        ({"preferred_username": "jo", "tid": "t"}, None),
        ({"email": "not an address"}, None),
        ({"email": "a@b.example\n"}, None),
        ({"email": ["a@b.example"]}, None),
        ({"email": 1}, None),
        ({"sub": "a@b.example", "upn": "a@b.example"}, None),
    ],
)
def test_only_an_address_that_the_service_vouches_for_counts(claims: dict[str, object], email: str | None) -> None:
    assert visitor_from({}, None, claims).email == email


@pytest.mark.parametrize("iat", [None, True, "1380542400", "now", float("nan"), float("inf"), 10**40, -(10**40), [1]])
def test_a_time_that_is_none_is_no_sign_in(iat: object) -> None:
    assert visitor_from({}, None, {"email": "a@b.example", "iat": iat}).signed_in is None


# access.toml


def test_shipped_file_opens_nothing_and_says_where_editing_is_opened() -> None:
    text = (ROOT / "data" / "access.toml").read_text(encoding="utf-8")
    shipped = parse_settings(text)
    assert shipped == replace(OFF, line=shipped.line)
    assert text.splitlines()[(shipped.line or 0) - 1] == 'editing = "off"'


def test_every_example_in_the_comments_of_the_shipped_file_is_understood() -> None:
    lines = (ROOT / "data" / "access.toml").read_text(encoding="utf-8").splitlines()
    examples = [line.removeprefix("#   ") for line in lines if re.match("#   (editors|recorders|readers)", line)]
    assert len(examples) == 3
    for example in examples:
        assert parse_settings(example).problem == ""


def test_all_settings_are_read_whatever_the_line_ends_and_the_mark_before_them() -> None:
    lines = ['editing = "sign-in"', 'editors = ["A@b.example", "a@B.example"]', 'readers = ["@b.example"]']
    text = "\ufeff" + "\r\n".join([*lines, 'reading = "sign-in"', "hours = 720"])
    assert parse_settings(text) == Settings(
        editing="sign-in",
        reading="sign-in",
        editors=frozenset({"a@b.example"}),
        readers=frozenset({"@b.example"}),
        hours=720,
        line=1,
    )


ADDRESSES = 'e-mail addresses, such as ["jo.bloggs@council.example"]'
OPEN = 'reading = "open"\n'
BROKEN = {
    "editing = off": 'line 1: this can\'t be read; write each setting once and on its own, like editing = "off".',
    "hours = 1\n\nediting 'off'": (
        'line 3: this can\'t be read; write each setting once and on its own, like editing = "off".'
    ),
    "hours = 1\nhours = 2": (
        'line 2: this can\'t be read; write each setting once and on its own, like editing = "off".'
    ),
    "hours = 1\neditors = [": (
        'line 2: this can\'t be read; write each setting once and on its own, like editing = "off".'
    ),
    f"a = {'[' * 5000}": 'line 1: this can\'t be read; write each setting once and on its own, like editing = "off".',
    f"{OPEN}edting = 'off'": "line 2: there is no setting “edting”; did you mean editing?",
    f"{OPEN}Editors = []": "line 2: there is no setting “Editors”; did you mean editors?",
    f"{OPEN}[people]\nx = 1": (
        "line 2: there is no setting “people”; the settings are editing, reading, editors, recorders, readers, hours."
    ),
    f"{OPEN}editing = 'on'": 'line 2: editing is "on"; write "off" or "this computer" or "sign-in".',
    f"{OPEN}editing = 'Off'": 'line 2: editing is "Off"; write "off" or "this computer" or "sign-in".',
    f"{OPEN}editing = true": 'line 2: editing is true; write "off" or "this computer" or "sign-in".',
    f"{OPEN}editing = ['off']": 'line 2: editing is a list; write "off" or "this computer" or "sign-in".',
    f"{OPEN}[editing]": 'line 2: editing is something else; write "off" or "this computer" or "sign-in".',
    "reading = 'opne'": 'line 1: reading is "opne"; write "open" or "sign-in".',
    f"{OPEN}editors = 'a@b.example'": f'line 2: editors is "a@b.example"; write a list of {ADDRESSES}.',
    f"{OPEN}editors = ['hub']": f'line 2: editors is a list; "hub" in it is not an address; write {ADDRESSES}.',
    f"{OPEN}editors = ['@b.example']": (
        f'line 2: editors is a list; "@b.example" in it is not an address; write {ADDRESSES}.'
    ),
    f"{OPEN}editors = [1]": f"line 2: editors is a list; 1 in it is not an address; write {ADDRESSES}.",
    f"{OPEN}readers = ['council']": (
        'line 2: readers is a list; "council" in it is not an address; '
        'write e-mail addresses or @domains, such as ["@council.example"].'
    ),
    f"{OPEN}editing = 'sign-in'": 'line 2: editing is "sign-in" and nobody is listed; write editors = ["address"].',
    f"{OPEN}editors = []\nediting = 'sign-in'": (
        'line 3: editing is "sign-in" and nobody is listed; write editors = ["address"].'
    ),
    **{
        f"{OPEN}hours = {wrong}": (
            f"line 2: hours is {shown}; write a number of hours above 0 and at most 720, such as 12."
        )
        for wrong, shown in {"0": "0", "-1": "-1", "721": "721", "true": "true", "nan": "nan", "'12'": '"12"'}.items()
    },
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_says_where_and_what_to_write_and_opens_nothing(text: str) -> None:
    rules = parse_settings(text)
    assert rules.problem == f"access.toml, {BROKEN[text]}"
    assert (rules.editing, rules.editors) == ("off", frozenset())
    assert [name for name, person in PEOPLE.items() if may_write(rules, person)] == ["console"]
    assert write_refusal(rules, HUB, NOW) == f"Nobody can edit until access.toml is mended. {rules.problem}"


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_closes_reading_unless_it_says_plainly_that_it_is_open(text: str) -> None:
    rules = parse_settings(text)
    if text.startswith(OPEN):
        assert may_read(rules, Visitor())
    else:
        assert read_refusal(rules, HUB, NOW) == f"Nobody can read this until access.toml is mended. {rules.problem}"


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("hours = 0", True),
        ("raeding = 'sign-in'", False),
        ("reading = 'sign-in'\nhours = 0", False),
        ("reading = 'open'\nraeding = 'sign-in'", True),
    ],
)
def test_a_setting_that_may_have_closed_reading_keeps_it_closed(text: str, reads: bool) -> None:
    assert may_read(parse_settings(text), Visitor()) == reads


def test_all_mistakes_are_told_at_once() -> None:
    problem = parse_settings("hours = 0\nediting = 'on'\ncolour = 'red'").problem
    assert [f"access.toml, line {line}: " in problem for line in (1, 2, 3)] == [True] * 3


def test_invisible_characters_of_a_broken_file_are_not_repeated() -> None:
    problem = parse_settings('reading = "\\u202eopen\\n<b>"').problem
    assert problem == 'access.toml, line 1: reading is "open <b>"; write "open" or "sign-in".'


# The [auth] part of secrets.toml

AUTH = {
    "redirect_uri": "https://dashboard.council.example/oauth2callback",
    "cookie_secret": "4f0c1e7a9b8d6352" * 2,
    "client_id": "b2a1",
    "client_secret": "s3cr3t",
    "server_metadata_url": "https://login.example/1234/v2.0/.well-known/openid-configuration",
}
IN = "Sign-in is not set up: in .streamlit/secrets.toml,"
SHORT = f"{IN} cookie_secret must be 32 random bytes or more. IT finds how in docs/sign-in.md."


def test_a_whole_auth_part_is_fine() -> None:
    assert sign_in_problem(AUTH) == ""


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (dict.fromkeys(AUTH), f"{IN} [auth] needs {' and '.join(AUTH)}. IT finds how in docs/sign-in.md."),
        ({"client_id": ""}, f"{IN} [auth] needs client_id. IT finds how in docs/sign-in.md."),
        ({"client_secret": 5}, f"{IN} [auth] needs client_secret. IT finds how in docs/sign-in.md."),
        ({"client_id": "REPLACE ME"}, f"{IN} the example still stands for client_id. IT finds how in docs/sign-in.md."),
        ({"cookie_secret": "4f0c1e7a9b8d6352" * 2 + "x"}, ""),
        ({"cookie_secret": ("4f0c1e7a9b8d6352" * 2)[1:]}, SHORT),
        ({"cookie_secret": "ab" * 40}, SHORT),
        *(
            (
                {"server_metadata_url": f"https://login.example/{tenant}/v2.0/.well-known/openid-configuration"},
                f"{IN} server_metadata_url admits people of any organisation; it must name the council's own tenant.",
            )
            for tenant in ("common", "organizations", "Consumers")
        ),
    ],
)
def test_an_auth_part_that_can_not_be_trusted_is_told_to_it(changed: dict[str, object], problem: str) -> None:
    assert sign_in_problem({**AUTH, **changed}) == problem


def test_the_examples_that_are_shipped_can_not_work() -> None:
    for name in ("data/access.toml", "docs/sign-in.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        shown = {key: line for key in AUTH for line in text.splitlines() if f"{key} = " in line}
        assert list(shown) == list(AUTH), name
        examples = {key: line.split('"')[1] for key, line in shown.items()}
        assert sign_in_problem(examples) == (
            f"{IN} the example still stands for cookie_secret and client_id and client_secret and server_metadata_url. "
            "IT finds how in docs/sign-in.md."
        )


def test_no_secret_is_repeated_and_git_ignores_the_file() -> None:
    secret = "hunter2-hunter2"
    for key in AUTH:
        assert secret not in sign_in_problem({**AUTH, key: secret, "cookie_secret": secret})
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
