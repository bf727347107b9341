"""The pack on the page Meeting, in a browser: chosen, made with progress, downloaded."""

from __future__ import annotations

from pathlib import Path

import page as page_validation
from playwright.sync_api import expect

from tests.support.browsing import opened as visited
from tests.support.pdf_text import bare, opened, text
from tests.support.watching import Opener


def test_the_pack_is_chosen_made_and_downloaded(server: str, new_page: Opener, tmp_path: Path) -> None:
    page = visited(new_page(), f"{server}/meeting")
    page.get_by_text("The papers for a meeting").click()
    page.get_by_text("Final", exact=True).click()
    page.get_by_role("button", name="Make the PDF").click()
    download = page.get_by_role("button", name="Download the pack (PDF")
    expect(download).to_be_visible(timeout=90_000)
    with page.expect_download() as told:
        download.click()
    told.value.save_as(tmp_path / "pack.pdf")
    content = (tmp_path / "pack.pdf").read_bytes()
    assert told.value.suggested_filename.endswith("-final.pdf")
    assert page_validation.is_pdf_compliant_bytes(content, profile="ua1")
    said = text(opened(content), artifacts=True)
    assert bare("; Final") in said
    assert bare(f"On screen: {server}") in said
    page.get_by_text("Everything", exact=True).click()
    expect(page.get_by_role("button", name="Make the PDF")).to_be_visible()
    for kind in ("workbook (XLSX)", "figures (CSV)"):
        with page.expect_download() as told:
            page.get_by_role("button", name=f"Download the {kind}").click()
        assert told.value.path().stat().st_size > 1000
