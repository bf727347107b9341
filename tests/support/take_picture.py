"""Takes the README's picture of the scorecard: python -m tests.support.take_picture"""

from __future__ import annotations

import sys

from tests.support import browsing
from tests.support.servers import ROOT, serving

PICTURE = ROOT / "docs" / "scorecard.png"
WIDTH, HEIGHT = 1600, 1000


def main() -> int:
    """Write docs/scorecard.png anew; 1 where there is no browser."""
    program = browsing.find()
    if program is None:
        print(browsing.HOW_TO_GET_ONE, file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(exist_ok=True)
    with serving() as address, browsing.started(program) as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        browsing.opened(page, address).screenshot(path=PICTURE)
    print(f"{PICTURE.relative_to(ROOT).as_posix()}: {PICTURE.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
