"""The settings that the dashboard is shipped with, each held in place with its reason."""

import tomllib
from typing import Any

import pytest
from streamlit.config import get_option

from metrics.charts.palette import DARK, LIGHT, Palette
from tests.support.contrast import contrast
from tests.support.servers import ROOT

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
    ("runner", "magicEnabled"): (False, "no expression of a page's code is shown, and no run takes it apart"),
    ("runner", "postScriptGC"): (
        False,
        "it holds up every visitor after each run, longer than the run; memory stays level",
    ),
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
    shipped = {(section, name) for section in ("browser", "server", "runner", "client") for name in config[section]}
    assert shipped == set(SETTINGS)


def test_agent_api_stays_off(config: dict[str, Any]) -> None:
    """Once on, it lets any program drive the dashboard over HTTP."""
    assert "enableAgentApi" not in config["server"]
    assert get_option("server.enableAgentApi") is False


def test_every_section_and_colour_is_known(config: dict[str, Any]) -> None:
    assert set(config) == {"browser", "server", "runner", "client", "theme"}
    assert set(config["theme"]) == {"font", "baseFontSize", "light", "dark"}, "two schemes keep the reader's choice"
    colours = {"primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "linkColor"}
    assert set(config["theme"]["light"]) == set(config["theme"]["dark"]) == colours


def test_text_is_sixteen_pixels_in_the_font_that_comes_with_streamlit(config: dict[str, Any]) -> None:
    assert (config["theme"]["font"], config["theme"]["baseFontSize"]) == ("sans-serif", 16)


@pytest.mark.parametrize(("scheme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_colours_can_be_read_and_charts_stand_on_the_pages_own(
    config: dict[str, Any], scheme: str, palette: Palette
) -> None:
    colours = config["theme"][scheme]
    assert colours["backgroundColor"] == palette.page
    assert colours["primaryColor"].lower() == palette.council
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        for ink in ("textColor", "linkColor", "primaryColor"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, f"{ink} on {ground} (WCAG 2.2, 1.4.3)"


def test_no_font_or_icon_comes_from_outside(config: dict[str, Any]) -> None:
    assert "http" not in str(config["theme"])
