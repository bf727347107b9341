"""What the running server answers on the wire: strangers, paths that lead outside, and never a traceback."""

import base64
import http.client
import secrets

import pytest


def answer(server: str, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and text of one request, with the path sent exactly as it is written."""
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        found = connection.getresponse()
        return found.status, "" if found.status == 101 else found.read().decode("utf-8", "replace")
    finally:
        connection.close()


def socket_status(server: str, host: str, origin: str) -> int:
    """What the server answers to the handshake of the socket that carries all data."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    sent = {"Host": host, "Origin": origin, "Upgrade": "websocket", "Connection": "Upgrade"}
    return answer(
        server, "GET", "/_stcore/stream", **sent, Sec_WebSocket_Key=key, Sec_WebSocket_Version="13"
    )[0]  # fmt: skip


def test_socket_opens_for_our_own_page(server: str) -> None:
    assert socket_status(server, server.removeprefix("http://"), server) == 101


@pytest.mark.parametrize("host", ["evil.example", None])
def test_socket_stays_shut_for_a_page_of_another_site(server: str, host: str | None) -> None:
    own = server.removeprefix("http://")
    assert socket_status(server, host or own, "http://evil.example") == 403


def test_foreign_host_name_gets_the_empty_shell_and_no_figure(server: str) -> None:
    status, text = answer(server, "GET", "/", Host="evil.example")
    assert status in (200, 400, 403)
    assert "Ofsted" not in text
    assert "Medway" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/data/indicators.yaml",
        "/data/.indicators.last-good.yaml",
        "/data/access.toml",
        "/access.toml",
        "/.streamlit/config.toml",
        "/.streamlit/secrets.toml",
        "/../dashboard.py",
        "/..%2f..%2fetc/passwd",
        "/static/../../serve.py",
        "/app/static/serve.py",
        "/media/none.csv",
        "/component/none/none.html",
        "/indicator?id=%3Cscript%3Ealert(1)%3C/script%3E",
        "/no-such-page",
        "/%00",
        "//evil.example/",
    ],
)
def test_no_path_gives_a_file_of_the_folder_or_a_traceback(server: str, path: str) -> None:
    status, text = answer(server, "GET", path)
    assert status in (200, 400, 403, 404)
    for secret in (
        "Traceback",
        "root:",
        "observations:",
        "editing =",
        "showErrorDetails",
        "import streamlit",
        "<script>alert",
    ):
        assert secret not in text


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/upload_file/none/none"])
def test_nothing_can_be_sent_to_the_server_by_a_stranger(server: str, path: str) -> None:
    for method in ("POST", "PUT"):
        status, text = answer(server, method, path)
        assert status in (400, 403, 404, 405), f"{method} {path}"
        assert "Traceback" not in text
