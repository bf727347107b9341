"""pack on the command line: each form of a meeting's papers, and a sentence where it can't be made."""

import sys
from pathlib import Path

import page
import pytest
import typst

from metrics.__main__ import main
from tests.store.test_record_file import keep
from tests.support.data_files import begun
from tests.support.panel import JULY, OCTOBER, challenge, filled, line, meeting
from tests.support.pdf_text import bare, opened, text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A data file with two meetings, an agenda, a public and a private question."""
    made = begun(tmp_path)
    keep(made, filled("meetings", meeting(JULY)), filled("meetings", meeting(OCTOBER, place="Gun Wharf")))
    keep(made, filled("agendas", line(meeting=OCTOBER, indicators=["neet"])))
    keep(made, filled("challenges", challenge(meeting=JULY, due=OCTOBER)))
    keep(made, filled("challenges", challenge(asked="Private?", meeting=JULY, publish=False)))
    return made


def pack(path: Path, *options: str) -> int:
    return main(["pack", "--data", str(path), "--today", "2013-10-01", *options])


def test_the_pack_of_the_next_meeting_is_written_by_its_ending(path, tmp_path, capsys):
    for ending, begins in (("pdf", b"%PDF-1.7"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("txt", b"How well")):
        out = tmp_path / f"pack.{ending}"
        assert pack(path, "--out", str(out), "--final") == 0
        assert capsys.readouterr().out == f"{out}: final. The meeting’s agenda: 1 indicator of 1\n"
        assert out.read_bytes().startswith(begins)
        assert b"Private?" not in out.read_bytes()
    content = (tmp_path / "pack.pdf").read_bytes()
    assert page.is_pdf_compliant_bytes(content, profile="ua1")
    said = text(opened(content))
    assert bare("Corporate parenting panel, 15 October 2013, Gun Wharf") in said
    assert bare("Why is it so?") in said
    assert "Private" not in said


def test_the_committees_text_is_printed_where_no_file_is_named(path, capsys):
    assert pack(path, "--format", "text", "--everything") == 0
    assert "Corporate parenting panel, 15 October 2013" in capsys.readouterr().out


def test_a_pdf_that_can_not_be_set_is_told_and_nothing_is_written(path, tmp_path, capsys, monkeypatch):
    def refused(*_given: object, **_named: object) -> bytes:
        raise typst.TypstError("label does not exist")

    monkeypatch.setattr(typst, "compile", refused)
    out = tmp_path / "pack.pdf"
    assert pack(path, "--out", str(out)) == 1
    said = "the PDF can’t be made; the workbook and the figures (CSV) hold the same, so use one of them"
    assert capsys.readouterr().err == f"--out: {said}\n"
    assert not out.exists()


def test_what_can_not_be_made_is_said(path, tmp_path, capsys):
    assert pack(path) == 1
    assert "name the file to write" in capsys.readouterr().err
    assert pack(path, "--out", str(tmp_path / "pack.pdf"), "--meeting", "2013-10-16") == 1
    there = "the meetings are those of 15 July 2013 and 15 October 2013"
    assert capsys.readouterr().err == f"--meeting: there is no meeting on 16 October 2013; {there}\n"
    assert pack(path, "--out", str(tmp_path / "no folder" / "pack.csv")) == 1
    assert "can't be written: No such file or directory" in capsys.readouterr().err


def test_only_a_file_of_the_form_that_is_meant_is_written_over(path, tmp_path, capsys):
    before = path.read_bytes()
    for named, form, told in (
        (path, "csv", "is no name for a CSV; write a name that ends in .csv"),
        (tmp_path / "pack.docx", None, "is no name for a pack; write a name such as pack.pdf (or .xlsx, .csv, .txt)"),
        (tmp_path / "pack.pdf", "xlsx", "is no name for a workbook; write a name that ends in .xlsx"),
    ):
        assert pack(path, "--out", str(named), *(["--format", form] if form else [])) == 1
        assert capsys.readouterr().err == f"--out: {named} {told}\n"
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("pack.*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives a new file the rights of its folder")
def test_whoever_may_read_the_figures_may_read_their_pack(path, tmp_path):
    path.chmod(0o640)
    assert pack(path, "--out", str(tmp_path / "pack.csv")) == 0
    assert (tmp_path / "pack.csv").stat().st_mode & 0o777 == 0o640
