"""Who is visiting, as Streamlit tells it, the gate that permissions close, and the sign-in parts of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from metrics.access import permissions, policy
from metrics.access.permissions import Settings
from metrics.access.policy import Visitor
from metrics.markup.elements import level_heading, paragraph
from metrics.markup.page import caution_list
from metrics.markup.templating import piece

_PASSED = "came through the gate"

READ_ONLY = "Officers of the performance hub add the figures. This dashboard is open to you for reading."

_SOCKET = "a socket"
"""Stands for the address where there is none: a proxy speaks to the dashboard through a file."""


def visitor() -> Visitor:
    """The visitor of this run; nobody where sign-in is not set up, or not set up safely."""
    headers = st.context.headers
    sent = {name: ", ".join(headers.get_all(name)) for name in headers}
    behind_socket = str(st.get_option("server.address") or "").startswith("unix:")
    claims = {} if problem() else _claims()
    return policy.visitor_from(sent, _SOCKET if behind_socket else st.context.ip_address, claims)


def problem() -> str:
    """Why nobody can sign in, for IT; "" when they can."""
    if st.get_option("server.trustedUserHeaders"):
        return "Sign-in is not set up: server.trustedUserHeaders lets anyone claim to be anybody; IT must remove it."
    return permissions.sign_in_problem(_auth())


def may_edit(settings: Settings, now: datetime) -> bool:
    """Whether this visitor may write, so that pages for editors alone stand in the navigation."""
    return not policy.write_refusal(settings, visitor(), now)


def may_record(settings: Settings, now: datetime) -> bool:
    """Whether this visitor may write the panel's record; whoever may edit may."""
    return not policy.write_refusal(settings, visitor(), now, "record")


def gate(settings: Settings, now: datetime) -> None:
    """Stop here, with a heading and a way in, where this visitor may not read. No figure may come before."""
    reader = visitor()
    refused = policy.read_refusal(settings, reader, now)
    st.session_state[_PASSED] = not refused
    if refused:
        heading = "Reading is closed" if settings.problem else "Sign in to read"
        st.html(level_heading(heading, 1) + caution_list([refused]))
        if not settings.problem:
            _offer(reader, refused)
        st.stop()


def passed() -> bool:
    """Whether this session came through the gate; a page's file that Streamlit runs alone has not."""
    return bool(st.session_state.get(_PASSED))


def sign_in_box(settings: Settings, visitor: Visitor, now: datetime) -> None:
    """Who is signed in, and the way in or out, where editing or reading needs it."""
    if settings.problem or "sign-in" not in (settings.editing, settings.reading):
        return
    lapsed = policy.sign_in_refusal(settings, visitor, now)
    if not lapsed:
        st.html(paragraph(f"Signed in as {policy.signer(visitor, '')}."))
    _offer(visitor, lapsed)


def explanation(settings: Settings, visitor: Visitor, now: datetime) -> str:
    """Why this visitor may not edit, and how editing is opened, as HTML; "" when they may.

    Where no reader can do anything about it, they are told calmly, and officers find the rest folded.
    """
    refused = policy.write_refusal(settings, visitor, now)
    if not refused:
        return ""
    told = caution_list(words for words in (refused, _opening(settings)) if words)
    if settings.editing == "sign-in" and not settings.problem:
        return told
    return paragraph(READ_ONLY) + piece("fold", "For officers: how this page is opened", told)


def _opening(settings: Settings) -> str:
    """What to change so that editing opens, or who decides."""
    if settings.problem:
        return ""
    if settings.editing == "off":
        place = f"change line {settings.line} of" if settings.line else "add a line to"
        return (
            f'To open it, {place} {permissions.FILE}, beside the data file: editing = "this computer" opens it '
            "to whoever sits at the computer that the dashboard runs on, "
            'editing = "sign-in" to the people who are listed there.'
        )
    if settings.editing == "this computer":
        return (
            f'To edit from other computers, IT sets up sign-in, and editing = "sign-in" stands in {permissions.FILE}.'
        )
    return "Only the editors whom the performance hub has listed can save."


def _offer(visitor: Visitor, lapsed: str) -> None:
    """The buttons in and out, or the sentence for IT where nobody can sign in."""
    if unready := problem():
        st.html(caution_list([unready]))
        return
    with st.container(horizontal=True):
        if lapsed:
            st.button("Sign in again" if visitor.signed_in else "Sign in", key="sign in", on_click=st.login)
        if visitor.signed_in:
            st.button("Sign out", key="sign out", on_click=st.logout)


def _auth() -> Mapping[str, object]:
    """The [auth] part of secrets.toml; empty where there is none."""
    section = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return section if isinstance(section, Mapping) else {}


def _claims() -> Mapping[str, object]:
    """What the sign-in service said of this visitor; empty where nobody signed in."""
    claims = st.user.to_dict()
    return claims if claims.get("is_logged_in") is True else {}
