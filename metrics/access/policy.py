"""Permission to read, to write figures, and to write the panel's record: rules over one visitor and access.toml.

Reading needs no set-up; editing does. Whatever can't be told is refused. The
settings are read anew at every save, so a removed editor is refused at once.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from metrics.access.permissions import FILE, Settings, comparable_address, one_line

Written = Literal["figures", "record"]
"""What is written: figures, by editors alone, or the panel's record, by recorders too."""

AHEAD = timedelta(minutes=5)
"""How far the sign-in service's clock may be ahead of this computer's."""

LONGEST_NAME = 200
"""Characters of a signature."""

_FORWARDED = re.compile(
    r"forwarded|via|x-(forwarded|original|arr|envoy|proxy\w*)(-.*)?|(x|true|cf)-.*ip", re.IGNORECASE
)
"""Headers that say a proxy stands between: RFC 7239, and what nginx, IIS, Envoy and content networks add."""


@dataclass(frozen=True)
class Visitor:
    """One request: where it came from, and who signed in.

    ``forwarded`` names the forwarding headers that came along; ``address`` is the peer's
    address, None when it is this computer; ``signed_in`` is when the sign-in was issued
    (aware, UTC); ``console`` is the command line, where a person can edit the file by hand
    anyway; ``origin`` is the page that asks, as every browser names it (RFC 6455, 4.1).
    """

    host: str = ""
    forwarded: tuple[str, ...] = ()
    address: str | None = None
    email: str | None = None
    name: str | None = None
    signed_in: datetime | None = None
    console: bool = False
    origin: str = ""


def visitor_from(headers: Mapping[str, str], address: str | None, claims: Mapping[str, object]) -> Visitor:
    """The visitor behind one request, from its headers, the peer's address and the sign-in token's claims.

    An e-mail address that the sign-in service calls unverified is not one. Microsoft Entra
    may leave ``email`` out and gives the address as ``preferred_username``; other services
    let people choose that name freely, so it counts only beside Entra's tenant (``tid``).
    """
    named = {name.lower(): value for name, value in headers.items()}
    return Visitor(
        host=named.get("host", ""),
        forwarded=tuple(name for name in headers if _FORWARDED.fullmatch(name)),
        address=address,
        email=_email(claims),
        name=one_line(str(claims.get("name") or "")) or None,
        signed_in=_issued(claims.get("iat")),
        origin=named.get("origin", ""),
    )


def read_refusal(settings: Settings, visitor: Visitor, now: datetime) -> str:
    """Why this visitor may not read and what to do; "" when they may. ``now`` is aware."""
    if visitor.console or settings.reading == "open":
        return ""
    if settings.problem:
        return f"Nobody can read this until {FILE} is mended. {settings.problem}"
    return sign_in_refusal(settings, visitor, now) or _not_a_reader(settings, visitor)


def write_refusal(settings: Settings, visitor: Visitor, now: datetime, what: Written = "figures") -> str:
    """Why this visitor may not write and what to do; "" when they may. ``now`` is aware.

    Who may write figures may write the panel's record, too. Who may not read may not write. The command line
    may: who can start it can edit the files by hand.
    """
    if visitor.console:
        return ""
    if settings.problem:
        return f"Nobody can edit until {FILE} is mended. {settings.problem}"
    if settings.editing == "off":
        return "Editing is off."
    if refusal := read_refusal(settings, visitor, now):
        return refusal
    if settings.editing == "this computer":
        return _elsewhere(visitor)
    return sign_in_refusal(settings, visitor, now) or _not_listed(settings, visitor, what)


def sign_in_refusal(settings: Settings, visitor: Visitor, now: datetime) -> str:
    """Why there is no sign-in that counts; "" when there is one. ``now`` is aware."""
    if visitor.email is None and visitor.signed_in is None:
        return "Sign in first."
    if visitor.email is None:
        return "The sign-in service gave no verified e-mail address. Ask IT to have it sent, then sign in again."
    if visitor.signed_in is None:
        return "The sign-in service did not say when you signed in. Sign in again."
    if visitor.signed_in > now + AHEAD:
        return "Your sign-in lies in the future, so a clock is wrong. Ask IT to set it right, then sign in again."
    if now - visitor.signed_in > timedelta(hours=settings.hours):
        return f"Your sign-in is older than {_hours(settings.hours)}. Sign in again."
    return ""


def signer(visitor: Visitor, typed: str) -> str:
    """Who signs: "Name (address)" of the sign-in where there is one, else the typed name; "" when there is none."""
    if visitor.email:
        return f"{visitor.name} ({visitor.email})" if visitor.name else visitor.email
    return one_line(typed)


def signature_refusal(visitor: Visitor, typed: str) -> str:
    """Why this can't be a signature; "" when it can. An address in it always comes from a sign-in."""
    name = signer(visitor, typed)
    if not name:
        return "Type your name: every change is signed."
    if "@" in name and not visitor.email and not visitor.console:
        return "Type your name without an e-mail address: only a sign-in can prove an address."
    if len(name) > LONGEST_NAME:
        return f"Type a name of at most {LONGEST_NAME} characters."
    return ""


def _elsewhere(visitor: Visitor) -> str:
    """Why this visitor can't be told to sit at the dashboard's own computer."""
    if visitor.forwarded:
        names = " and ".join(visitor.forwarded)
        return f"Editing is open on this computer only, and a proxy stands between: it sent {names}. Sign-in is needed."
    if not _loopback(visitor.host):
        asked = f"“{one_line(visitor.host)}”" if visitor.host else "no name"
        return (
            "Editing is open on this computer only: open the dashboard as 127.0.0.1 or localhost on the computer "
            f"it runs on. It was asked for as {asked}."
        )
    if not visitor.origin:
        return (
            "Editing is open on this computer only, and nothing says which page asks: open the dashboard in a browser "
            "on the computer it runs on, without a proxy between."
        )
    if not _loopback(visitor.origin.partition("//")[2]):
        return f"Editing is open on this computer only, and this page came from “{one_line(visitor.origin)}”."
    if visitor.address is not None and not _loopback_address(visitor.address):
        return "Editing is open on this computer only, and your browser runs on another one."
    return ""


def _not_a_reader(settings: Settings, visitor: Visitor) -> str:
    email = comparable_address(visitor.email or "")
    domain = "@" + email.rpartition("@")[2]
    if not settings.readers or {email, domain} & settings.readers or email in settings.editors | settings.recorders:
        return ""
    return f"{visitor.email} is not among the readers of this dashboard. Ask the performance hub to be added."


def _not_listed(settings: Settings, visitor: Visitor, what: Written) -> str:
    email, ask = comparable_address(visitor.email or ""), "Ask the performance hub to be added."
    if email in settings.editors or (what == "record" and email in settings.recorders):
        return ""
    if what == "record":
        return f"{visitor.email} is not among the recorders or editors of this dashboard. {ask}"
    only = ", but among those who keep the panel's record only" if email in settings.recorders else ""
    return f"{visitor.email} is not among the editors of this dashboard{only}. {ask}"


def _email(claims: Mapping[str, object]) -> str | None:
    """The address, where the sign-in service vouches for it."""
    email = claims.get("email") or (claims.get("preferred_username") if claims.get("tid") else None)
    verified = claims.get("email_verified", True) in (True, "true")
    return email if isinstance(email, str) and verified and re.fullmatch(r"[^@\s]+@[^@\s]+", email) else None


def _issued(seconds: object) -> datetime | None:
    """A token's time; anything but seconds since 1970 is no time."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _loopback(host: str) -> bool:
    """Whether a host, with or without a port, names this computer."""
    match = re.fullmatch(r"(?:(localhost|\[::1\])|(127\.[\d.]+))(?::\d{1,5})?", host, re.IGNORECASE | re.ASCII)
    return match is not None and (match[1] is not None or _loopback_address(match[2]))


def _loopback_address(address: str) -> bool:
    """Whether an address is this computer's; an old one may come in the new form, ::ffff:127.0.0.1."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (getattr(parsed, "ipv4_mapped", None) or parsed).is_loopback


def _hours(hours: float) -> str:
    return "1 hour" if hours == 1 else f"{hours:g} hours"
