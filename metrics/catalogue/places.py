"""Line numbers and names of places in YAML text, for its problems."""

from __future__ import annotations

from typing import Any

import yaml

from metrics.catalogue.problems import Loc
from metrics.catalogue.yaml_reader import Loader


class Places:
    """Line numbers and names of places in a text; composed only when something is wrong."""

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self.root = yaml.compose(text, Loader=Loader)
        self.data = data

    def line(self, loc: Loc) -> int:
        """The line of the place, or of the deepest part of it that is there."""
        node, line = self.root, 1
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line

    def where(self, loc: Loc) -> str:
        """The place in words: indicator by id, figure by period; never a bare index."""
        names: list[str] = []
        holder: Any = self.data
        for step in loc:
            if isinstance(step, int):
                holder = holder[step] if isinstance(holder, list) and step < len(holder) else None
                name = _entry_name(holder)
                if name and names == ["indicators"]:
                    names = []
                names.append(name or f"entry {step + 1}")
            else:
                if step == "period" and isinstance(holder, dict) and names[-1] == str(holder.get("period")):
                    names.pop()
                holder = holder.get(step) if isinstance(holder, dict) else None
                names.append(step)
        return " > ".join(names)


def _entry_name(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    scalars = {
        key: str(value)
        for key, value in entry.items()
        if value is not None and not isinstance(value, (bool, dict, list))
    }
    numbered = next((key for key in ("id", "number", "challenge", "exception") if scalars.get(key)), "id")
    if numbered != "id":
        return f"{numbered} {scalars[numbered]}"
    if scalars.get("area"):
        return f"{scalars['area']} {scalars.get('period', '')}".strip()
    return next(
        (
            scalars[key]
            for key in ("id", "period", "label", "words", "kind", "indicator", "measure", "date", "meeting")
            if scalars.get(key)
        ),
        "",
    )
