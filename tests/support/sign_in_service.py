"""A sign-in service for the tests: a local OpenID provider that knows four people, and a dashboard's secrets for it."""

from __future__ import annotations

import contextlib
import json
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from playwright.sync_api import Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from tests.support.servers import free_port, stop

PEOPLE: dict[str, dict[str, object]] = {
    "hub": {"email": "hub@council.example", "email_verified": True, "name": "Jo Bloggs"},
    "deputy": {"email": "deputy@council.example", "email_verified": True, "name": "Sam Smith"},
    "panel": {"email": "panel@council.example", "email_verified": True, "name": "Chris Reader"},
    "boaster": {"email": "hub@council.example", "email_verified": False, "name": "Jo Bloggs"},
}
"""hub and deputy may be listed as editors, panel reads, boaster claims hub's address without proof."""

START = 60
"""Seconds that the provider may take until it answers."""


@contextlib.contextmanager
def provider() -> Iterator[str]:
    """The address of a running OpenID provider.

    Raises:
        RuntimeError: it did not start on any of five ports.
    """
    people = [f"--user-claims={json.dumps({'sub': sub, **claims})}" for sub, claims in PEOPLE.items()]
    for _ in range(5):
        port = free_port()
        command = [sys.executable, "-m", "oidc_provider_mock", "--host=127.0.0.1", f"--port={port}", *people]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            if _answers(process, f"http://127.0.0.1:{port}"):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            stop(process)
    raise RuntimeError("the sign-in service of the tests did not start")


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        described = f"{address}/.well-known/openid-configuration"
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(described, timeout=5):
            return process.poll() is None
        time.sleep(0.1)
    return False


def secrets_for(provider: str, cookie_secret: str = "") -> str:
    """A secrets.toml with which people sign in there; Streamlit fills in the dashboard's port."""
    return (
        "[auth]\n"
        'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{cookie_secret or secrets.token_hex(32)}"\n'
        'client_id = "dashboard"\n'
        'client_secret = "of the tests"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
    )


def forged(server: str, cookie_secret: str, who: str) -> dict[str, str]:
    """The cookies of somebody who signed in just now, made by one who knows the secret."""
    claims = {**PEOPLE[who], "iat": int(time.time()), "origin": server, "is_logged_in": True, "provider": "default"}
    signed = create_signed_value(cookie_secret, "_streamlit_user", json.dumps(claims))
    return {"_streamlit_user": signed.decode(), "_streamlit_xsrf": generate_xsrf_token_string()}


def sign_in(page: Page, server: str, who: str, path: str = "/add") -> Page:
    """The page at this path once this person has signed in there."""
    page.goto(server + path)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator(f"button[value={who}]").click()
    page.wait_for_url(f"{server}/**")
    page.locator("h1").first.wait_for()
    page.goto(server + path)
    return page
