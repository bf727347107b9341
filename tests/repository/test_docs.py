"""The papers held against the repository: what they name is there, and a stranger finds a room by the standard word."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.servers import ROOT

PAPERS = [*sorted((ROOT / "docs").glob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))]
PATH = r"((?:metrics|pages|tests|benchmarks|data|docs|deploy)/[\w./-]*\w\.(?:py|md|css|json|js|yaml|toml))"
PATTERNS = ("PACKAGE/", "pages/x.py")
"""Paths that stand for others."""

ROOMS = {
    "validation": "catalogue/validation.py",
    "neighbours": "catalogue/neighbours.py",
    "confidence interval": "analysis/confidence.py",
    "suppression": "analysis/suppression.py",
    "SPC": "analysis/spc.py",
    "target": "analysis/targets.py",
    "comparator": "analysis/releases.py",
    "sparkline": "charts/sparkline.py",
    "legend": "charts/legend.py",
    "permission": "access/permissions.py",
    "audit": "store/journal.py",
    "journal": "store/journal.py",
    "undo": "store/transactions.py",
    "cache": "screen/cached.py",
    "CSV": "uploads/delimited.py",
    "upload": "uploads/upload_reader.py",
    "template": "uploads/template.py",
    "alt text": "wording/alt_text.py",
    "release": "analysis/releases.py",
    "address of a view": "trends/view_state.py",
    "URL": "trends/view_state.py",
}
"""What somebody who knows the field searches for, and the room where it is done."""


def text(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_that_a_paper_names_exists(paper: Path) -> None:
    named = {path for path in re.findall(PATH, text(paper)) if not any(one in path for one in PATTERNS)}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_name_that_a_paper_gives_beside_a_file_stands_in_it(paper: Path) -> None:
    wrong = []
    for path, names in re.findall(rf"`{PATH}`((?:(?:,| and) `\w+`)+)", text(paper)):
        words = text(ROOT / path) if (ROOT / path).exists() else ""
        wrong += [f"{path}: {name}" for name in re.findall(r"`(\w+)`", names) if not re.search(rf"\b{name}\b", words)]
    assert wrong == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_test_that_a_paper_names_exists(paper: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", text(paper)))
    tests = "\n".join(text(path) for path in (ROOT / "tests").rglob("test_*.py"))
    assert sorted(name for name in named if not re.search(rf"^def {name}\b", tests, re.MULTILINE)) == []


@pytest.mark.parametrize("cited", ["contract", "reporting"])
def test_every_section_that_a_docstring_cites_exists(cited: str) -> None:
    sections = set(re.findall(r"^#+ (.+)$", text(ROOT / "docs" / f"{cited}.md"), re.MULTILINE))
    wrong = []
    for path in sorted((ROOT / "metrics").rglob("*.py")):
        for found in re.findall(rf"\({cited}: ([^;,]+?)\)(?!\))", " ".join(text(path).split())):
            name = f"{found})" if found.count("(") > found.count(")") else found
            if name not in sections:
                wrong.append(f"{path.relative_to(ROOT)}: {cited}: {name}")
    assert wrong == []


def test_no_docstring_cites_what_is_not_in_the_repository() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in sorted((ROOT / "metrics").rglob("*.py"))
        for found in re.findall(r"shared/\w+|\(issue[ :][^)]*\)|design: [^)]*", text(path))
    ]
    assert wrong == []


@pytest.mark.parametrize("term", ROOMS)
def test_a_search_for_the_standard_word_finds_the_room(term: str) -> None:
    path = ROOT / "metrics" / ROOMS[term]
    first = (ast.get_docstring(ast.parse(text(path))) or "").split("\n")[0]
    assert re.search(term.replace(" ", "[ _]"), f"{path.stem} {first}", re.IGNORECASE), first
