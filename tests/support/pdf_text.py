"""What a PDF says, read by nobody who made it: its words without headers and footers, its tags, its fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def text(pdf: pikepdf.Pdf, *, artifacts: bool = False) -> str:
    """All words in the order of the pages, without white space, which lines and kerning take away or add.

    ``artifacts``: with what stands on each page and is no part of the document, its head and foot.
    """
    return "".join(_words(page, page.get("/Resources"), artifacts) for page in pdf.pages)


def bare(words: str) -> str:
    """The same of what is expected."""
    return "".join(words.split())


def _words(content: Any, resources: Any, artifacts: bool) -> str:
    said, font, marked = [], {}, []
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name in ("BMC", "BDC"):
            marked.append(str(operands[0]) == "/Artifact")
        elif name == "EMC":
            marked.pop()
        elif name == "Tf":
            font = _characters(resources.Font[operands[0]])
        elif name == "Do" and (drawn := resources.XObject[operands[0]]).get("/Subtype") == "/Form":
            said.append(_words(drawn, drawn.get("/Resources", resources), artifacts))
        elif name in ("Tj", "TJ") and (artifacts or not any(marked)):
            parts = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            said += [font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)]
    return bare("".join(said))


def _characters(font: Any) -> dict[bytes, str]:
    """What each code of two bytes stands for (ToUnicode)."""
    cmap, found = font.ToUnicode.read_bytes().decode("ascii"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(letters), "big")
            for n in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + n).to_bytes(2, "big")] = chr(start + n)
    return found


def tags(pdf: pikepdf.Pdf, name: str = "") -> list[Any]:
    """The structure elements of a name, or all, in reading order."""
    every = _below(pdf.Root.StructTreeRoot)
    return [one for one in every if not name or one.get("/S") == f"/{name}"]


def _below(element: Any) -> Iterator[Any]:
    for kid in children(element):
        yield kid
        yield from _below(kid)


def children(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Every font's name, and whether it is embedded."""
    described = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    return {str(one.FontName): any(f"/FontFile{n}" in one for n in ("", "2", "3")) for one in described}
