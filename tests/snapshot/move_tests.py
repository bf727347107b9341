"""Moves the tests beside the packages that they hold, their helpers into tests/support."""

import re
import subprocess
from pathlib import Path

from tests.snapshot.move import ROOT, tidy

TESTS = {
    "access": {"access": "policy"},
    "catalogue": {
        "amend": "amend",
        "catalogue": "load",
        "events": "events",
        "losses": "diff",
        "period": "period",
        "rules": "validation",
    },
    "analysis": {
        "chance": "confidence",
        "disclosure": "suppression",
        "due": "reporting_periods",
        "reading": "reading",
        "unknowns": "unknown_shares",
        "variation": "spc",
    },
    "charts": {"charts": "render", "long_series": "long_series"},
    "cli": {"command_line": "command_line", "console": "commands", "import_command": "import"},
    "ees_import": {
        "areas": "areas",
        "mapping": "mapping",
        "published": "extract",
        "release": "ees_file",
        "unfound": "coverage",
    },
    "entry": {"cells": "cell_values", "doubts": "plausibility", "proposal": "proposal", "scale": "scale_checks"},
    "exports": {"frames": "tidy", "readout": "reading_json", "spreadsheet": "xlsx", "tables": "chart_tables"},
    "markup": {"past": "history_page", "preview": "entry_preview", "scorecard": "scorecard"},
    "repository": {
        "architecture": "architecture",
        "benchmarks": "benchmarks",
        "config": "config",
        "data": "data",
        "fingerprint": "fingerprint",
        "lint": "lint",
        "readme": "readme",
        "report": "report",
    },
    "screen": {
        "browser": "every_page",
        "explore": "trends",
        "importing": "import_published",
        "pages": "pages",
        "quarter": "figures_form",
        "quarter_kept": "widgets",
        "quarter_look": "edit_session",
        "quarter_uploads": "return_file",
        "sign_in": "sign_in",
        "small_numbers": "small_numbers",
        "two_people": "sign_and_save",
        "wire": "wire",
    },
    "store": {"crash": "crash", "journal": "journal", "save": "transactions", "store": "data_file"},
    "trends": {"choice": "view_state", "trends": "selection"},
    "uploads": {
        "hostile_files": "hostile_files",
        "sections": "sections",
        "sheet": "upload_reader",
        "template": "template",
        "workbook": "xlsx",
    },
    "wording": {"remarks": "uncertainty", "wording": "findings"},
}
SUPPORT = {
    "a_quarter": "sample_quarter",
    "accounts": "accounts",
    "browsing": "browsing",
    "conversation": "websocket",
    "escaping": "escaping",
    "failing_disk": "failing_disk",
    "hands": "data_files",
    "identity": "sign_in_service",
    "kill_writers": "kill_writers",
    "looking": "page_look",
    "make": "make",
    "officer": "office",
    "one_save": "one_save",
    "proposing": "proposals",
    "publishing": "published_files",
    "servers": "servers",
    "styles": "yaml_styles",
    "take_picture": "take_picture",
    "workbooks": "workbooks",
    "report": "report",
}
DATA = ("broken", "golden", "published", "vectors", "long_series.yaml")


def move(old: str, new: str) -> None:
    (ROOT / new).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "mv", old, new], cwd=ROOT, check=True)


def main() -> None:
    for package, files in TESTS.items():
        for old, new in files.items():
            move(f"tests/test_{old}.py", f"tests/{package}/test_{new}.py")
    for old, new in SUPPORT.items():
        ending = "" if (ROOT / "tests" / old).is_dir() else ".py"
        move(f"tests/{old}{ending}", f"tests/support/{new}{ending}")
    move("tests/look.js", "tests/support/look.js")
    for name in DATA:
        move(f"tests/{name}", f"tests/data/{name}")
    (ROOT / "tests/support/__init__.py").write_text('"""What tests share: helpers, none of them a test."""\n', "utf-8")
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if "snapshot" not in path.parts:
            rewrite(path)
    tidy()


def rewrite(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    helpers = "|".join(SUPPORT)
    text = re.sub(
        rf"^from ({helpers}) import", lambda m: f"from tests.support.{SUPPORT[m[1]]} import", text, flags=re.M
    )
    text = re.sub(rf"\btests\.({helpers})\b(?!\.py)", lambda m: f"tests.support.{SUPPORT[m[1]]}", text)
    text = re.sub(r"^( *)from tests import (\([^)]*\)|[^\n#(]*)\n", brought, text, flags=re.M)
    for old, new in SUPPORT.items():
        if old != new and re.search(rf"from tests\.support import .*\b{new}\b", text):
            text = re.sub(rf"(?<![\w.\"'])\b{old}\.(?=\w)", f"{new}.", text)
    path.write_text(text, encoding="utf-8")


def brought(found: re.Match[str]) -> str:
    names = [name.strip() for name in re.sub(r"[()]", "", found[2]).split(",") if name.strip()]
    return f"{found[1]}from tests.support import {', '.join(SUPPORT[name] for name in names)}\n"


if __name__ == "__main__":
    main()
