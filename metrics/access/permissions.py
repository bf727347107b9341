"""The permissions of access.toml: who may edit, who may read, how old a sign-in may be; whether sign-in is set up.

A file that can't be used opens nothing: its problem is told with its line, and
until it is mended nobody edits.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from metrics.catalogue.names import near

FILE = "access.toml"
"""The file's name; it stands beside the data file."""

SIGN_IN_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""What the [auth] part of .streamlit/secrets.toml must hold."""

SECRET_BYTES = 32
"""What cookie_secret must have at least: who guesses it can sign in as anybody."""

LONGEST_HOURS = 720
"""Streamlit's sign-in cookie ends after 30 days, so no longer age can be allowed."""

Editing = Literal["off", "this computer", "sign-in"]
Reading = Literal["open", "sign-in"]


@dataclass(frozen=True)
class Settings:
    """What access.toml says. ``hours`` is the allowed age of a sign-in; ``line`` is where ``editing`` stands.

    ``editors`` may write figures and the panel's record, ``recorders`` the record alone. ``readers`` are
    addresses and @domains; none means everyone who signs in. ``problem`` is the sentence of a file that
    can't be used: nobody edits then, and reading is "sign-in", which nobody passes, unless the file plainly
    says that it is open.
    """

    editing: Editing = "off"
    reading: Reading = "open"
    editors: frozenset[str] = frozenset()
    hours: float = 12
    problem: str = ""
    readers: frozenset[str] = frozenset()
    recorders: frozenset[str] = frozenset()
    line: int | None = None


def parse_settings(text: str | None) -> Settings:
    """The settings that TOML text gives; None is a missing file: everyone reads, nobody edits."""
    if text is None:
        return Settings()
    text = text.removeprefix("\ufeff")
    try:
        written = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = re.search(r"at line (\d+)", str(error))
        line = int(match[1]) if match else max(1, len(text.splitlines()))
        return broken_file_settings(
            f'{FILE}, line {line}: this can\'t be read; write each setting once and on its own, like editing = "off".'
        )
    if problems := list(_problems(text, written)):
        plainly_open = written.get("reading") == "open" or not ("reading" in written or set(written) - set(_RULES))
        return broken_file_settings(" ".join(problems), "open" if plainly_open else "sign-in")
    for people in {"editors", "recorders", "readers"} & set(written):
        written[people] = frozenset(map(comparable_address, written[people]))
    return Settings(**written, line=_line(text, "editing"))


def broken_file_settings(problem: str, reading: Reading = "sign-in") -> Settings:
    """The settings of a file that can't be used: nobody edits, and nobody reads unless ``reading`` is "open"."""
    return Settings(reading=reading, problem=problem)


def sign_in_problem(auth: Mapping[str, object]) -> str:
    """Why the [auth] part of secrets.toml can't be trusted, for IT; "" when it can. No value of it is repeated."""
    where = "Sign-in is not set up: in .streamlit/secrets.toml,"
    missing = [key for key in SIGN_IN_KEYS if not isinstance(auth.get(key), str) or not auth[key]]
    if missing:
        return f"{where} [auth] needs {' and '.join(missing)}. IT finds how in docs/sign-in.md."
    examples = [key for key in SIGN_IN_KEYS if re.search("replace.me", str(auth[key]), re.IGNORECASE)]
    if examples:
        return f"{where} the example still stands for {' and '.join(examples)}. IT finds how in docs/sign-in.md."
    secret = str(auth["cookie_secret"])
    if len(secret.encode()) < SECRET_BYTES or len(set(secret)) < SECRET_BYTES // 4:
        return f"{where} cookie_secret must be {SECRET_BYTES} random bytes or more. IT finds how in docs/sign-in.md."
    if re.search(r"/(common|organizations|consumers)/", str(auth["server_metadata_url"]), re.IGNORECASE):
        return f"{where} server_metadata_url admits people of any organisation; it must name the council's own tenant."
    return ""


def comparable_address(email: str) -> str:
    """An address as it is compared; one with letters outside ASCII is left alone, where two may fold to one."""
    return email.lower() if email.isascii() else email


def one_line(text: str) -> str:
    """Text without line breaks and invisible characters."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _problems(text: str, written: dict[str, Any]) -> Iterator[str]:
    for key, value in written.items():
        if key not in _RULES:
            known = near(key, _RULES)
            meant = f"did you mean {known}?" if known else f"the settings are {', '.join(_RULES)}."
            yield f"{_place(text, key)}: there is no setting “{one_line(key)}”; {meant}"
        elif fault := _RULES[key](value):
            yield f"{_place(text, key)}: {key} is {_written(value)}; {fault}."
    if written.get("editing") == "sign-in" and not (written.get("editors", []) or written.get("recorders", [])):
        yield f'{_place(text, "editing")}: editing is "sign-in" and nobody is listed; write editors = ["address"].'


def _place(text: str, key: str) -> str:
    line = _line(text, key)
    return FILE if line is None else f"{FILE}, line {line}"


def _line(text: str, key: str) -> int | None:
    """The line that a setting, or a heading in brackets, begins on."""
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    return next((number for number, line in enumerate(text.splitlines(), 1) if begins.match(line)), None)


def _written(value: object) -> str:
    """A value as TOML writes it; of what may be long, only what it is."""
    if isinstance(value, str):
        return f'"{one_line(value)[:40]}"'
    if isinstance(value, bool | int | float):
        return str(value).lower()[:40]
    return "a list" if isinstance(value, list) else "something else"


def _one_of(*words: str) -> Callable[[object], str]:
    offered = " or ".join(f'"{word}"' for word in words)
    return lambda value: "" if isinstance(value, str) and value in words else f"write {offered}"


def _people(pattern: str, what: str) -> Callable[[object], str]:
    def fault(value: object) -> str:
        if not isinstance(value, list):
            return f"write a list of {what}"
        wrong = [address for address in value if not (isinstance(address, str) and re.fullmatch(pattern, address))]
        return f"{_written(wrong[0])} in it is not an address; write {what}" if wrong else ""

    return fault


def _age(value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    fine = number and 0 < cast(float, value) <= LONGEST_HOURS
    return "" if fine else f"write a number of hours above 0 and at most {LONGEST_HOURS}, such as 12"


_RULES: dict[str, Callable[[object], str]] = {
    "editing": _one_of("off", "this computer", "sign-in"),
    "reading": _one_of("open", "sign-in"),
    "editors": _people(r"[^@\s]+@[^@\s]+", 'e-mail addresses, such as ["jo.bloggs@council.example"]'),
    "recorders": _people(r"[^@\s]+@[^@\s]+", 'e-mail addresses, such as ["clerk@council.example"]'),
    "readers": _people(r"[^@\s]*@[^@\s]+", 'e-mail addresses or @domains, such as ["@council.example"]'),
    "hours": _age,
}
