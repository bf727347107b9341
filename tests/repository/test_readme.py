"""The README held against the code: what it promises is there, and what is there it names."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.support.servers import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
LIBRARIES = (ROOT / "docs" / "libraries.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(bash|powershell)\n(.*?)```", README, re.DOTALL)


def commands_of_the_program() -> list[str]:
    """The commands that python -m metrics knows, from its own help."""
    done = subprocess.run(
        [sys.executable, "-m", "metrics", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return re.findall(r"^    ([\w-]+) ", done.stdout, re.MULTILINE)


def test_every_command_of_the_program_is_documented_and_no_other() -> None:
    known = set(commands_of_the_program())
    assert {"check", "figures", "reading", "schema"} <= known
    assert set(re.findall(r"python -m metrics ([\w-]+)", COMMANDS)) == known


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_starting_and_testing_are_one_line_each(shell: str) -> None:
    first = [text.strip() for kind, text in BLOCKS if kind == shell]
    assert len(first) == 2
    for text in first:
        assert "\n" not in text
    assert "-r requirements.txt" in first[0]
    assert first[0].endswith("-m streamlit run serve.py")
    assert "-r requirements-test.txt" in first[1]
    assert first[1].endswith("-m pytest")


def test_ci_runs_the_very_command_of_the_readme() -> None:
    marked = re.search(r"<!-- test -->\n```bash\n(.*)\n```\n<!-- end test -->", README)
    assert marked is not None
    assert marked[1].endswith("-m pytest")
    assert "<!-- test -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_file_and_folder_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|txt))`", README))
    named |= set(re.findall(r"\]\((?!http)([^)#]+)\)", README))
    assert len(named) > 8
    assert sorted(one for one in named if not (ROOT / one).exists()) == []


def test_every_module_that_the_readme_runs_exists() -> None:
    for module in set(re.findall(r"python -m ((?:metrics|tests|benchmarks)[\w.]*)", README)):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_every_chosen_library_has_its_reason() -> None:
    chosen = []
    for name in ("requirements.txt", "requirements-test.txt"):
        above = (ROOT / name).read_text(encoding="utf-8").split("\n\n")[: 2 if "test" in name else 1]
        chosen += re.findall(r"^([\w-]+)==", "\n".join(above), re.MULTILINE)
    missing = [one for one in chosen if not re.search(rf"\b{re.escape(one)}\b", LIBRARIES, re.IGNORECASE)]
    assert missing == []


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert not line.strip() or re.match(r"#|-r requirements|[\w.-]+==[\w.]+( |$)", line), f"{name}: {line}"


def test_python_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README


def test_picture_at_the_head_is_light_enough_to_load() -> None:
    named = re.match(r"!\[[^\]]{40,}\]\(([^)]+)\)", README)
    assert named is not None, "the README begins with a picture and its words"
    picture = (ROOT / named[1]).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 400_000
