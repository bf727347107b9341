"""Where the words of an SVG stand, by the widths of an Arial-like type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree


def boxes(picture: str) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Every visible line of text of an SVG and its box, with the width of a letter taken as half its height."""

    def walk(element: ElementTree.Element, x: float, y: float) -> Iterator[Any]:
        moved = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
        if element.tag.endswith("}text") and element.get("opacity") != "0" and element.get("stroke") is None:
            size = float(element.get("font-size", "15px").removesuffix("px"))
            letter = size * (0.54 if element.get("font-weight") == "bold" else 0.49)
            lines = list(element) or [element]
            for number, line in enumerate(lines):
                wide = letter * len(line.text or "")
                left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0)
                foot = y + number * 17.5
                yield line.text or "", (left, foot - size * 0.72, left + wide, foot + size * 0.1)
        for child in element:
            yield from walk(child, x, y)

    return (found for found in walk(ElementTree.fromstring(picture), 0, 0) if found[0].strip())
