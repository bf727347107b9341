"""The settings that the dashboard is shipped with, each held in place with its reason."""

import tomllib
from typing import Any

import pytest

from tests.servers import ROOT

SETTINGS = {
    ("browser", "gatherUsageStats"): (False, "the browser would report to an outside host"),
    ("server", "address"): ("127.0.0.1", "unset, it listens on every network of the machine"),
    ("server", "allowedHosts"): (["127.0.0.1", "localhost"], "a foreign name could be bound to this address"),
    ("server", "headless"): (True, "a server opens no browser and asks for no e-mail address"),
    ("server", "fileWatcherType"): ("none", "saving data must not restart pages"),
    ("server", "runOnSave"): (False, "saving data must not restart pages"),
    ("server", "maxUploadSize"): (5, "megabytes; an upload is held in memory"),
    ("server", "maxMessageSize"): (20, "megabytes"),
    ("server", "enableCORS"): (True, "it is what protects the socket"),
    ("server", "enableXsrfProtection"): (True, "it protects uploads"),
    ("server", "enableStaticServing"): (False, "no file of the folder is served"),
    ("client", "toolbarMode"): ("viewer", "readers get no developer's menu"),
    ("client", "showErrorDetails"): ("none", "a reader never sees a traceback"),
    ("client", "showErrorLinks"): (False, "the links lead outside"),
    ("client", "showSidebarNavigation"): (False, "the navigation is ours"),
}


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("section", "name"), SETTINGS)
def test_setting_is_shipped(config: dict[str, Any], section: str, name: str) -> None:
    value, reason = SETTINGS[section, name]
    assert config[section].get(name) == value, f"{section}.{name} must be {value}: {reason}"


def test_every_shipped_server_setting_has_its_reason(config: dict[str, Any]) -> None:
    shipped = {(section, name) for section in ("browser", "server", "client") for name in config[section]}
    assert shipped == set(SETTINGS)


def test_no_font_or_icon_comes_from_outside(config: dict[str, Any]) -> None:
    assert "http" not in str(config["theme"])
