"""Which region a published file's rows are of: by its code, by its name, in whichever way they spell it."""

from collections.abc import Iterator

import pytest

from tests.support.published_files import COLUMNS, row, table, take, told


def rows(council: dict[str, str], region: dict[str, str]) -> Iterator[dict[str, str]]:
    """England, the council in its region, and the region's own row, each with what it says of the region."""
    yield row("England", percent="60")
    yield {**row(percent="62"), "region_name": "", **council}
    yield {**row("South East", percent="61"), "region_name": "", **region}


def areas(council: dict[str, str], region: dict[str, str], *without: str) -> list[str]:
    columns = [one for one in COLUMNS if one not in without]
    return [area for area, _, _ in told(take(table([*rows(council, region)], columns), model=None))]


GATEWAY = {"region_name": " Thames Gateway "}
LOUD = {"region_name": "THAMES  GATEWAY"}


@pytest.mark.parametrize(
    ("council", "region", "name"),
    [
        (GATEWAY, LOUD, "Thames Gateway"),
        (LOUD, GATEWAY, "THAMES  GATEWAY"),
        (GATEWAY, {"region_code": "E12000099", **LOUD}, "Thames Gateway"),
        ({"region_code": "E12000008", **GATEWAY}, {"region_code": "e12000008", "region_name": "SE"}, "South East"),
        ({"region_code": "E12000008"}, {"region_name": "south east"}, "South East"),
    ],
)
def test_region_has_one_name_however_its_rows_spell_it(
    council: dict[str, str], region: dict[str, str], name: str
) -> None:
    """An unknown region's is that of the first row which names it, without the spaces around it."""
    assert areas(council, region) == ["England", name]


def test_region_that_is_known_by_an_unknown_code_alone_is_called_by_it() -> None:
    coded = {"region_code": "E12000099"}
    assert areas(coded, {"region_code": " e12000099"}, "region_name") == ["England", "E12000099"]


def test_rows_of_another_region_are_left_alone() -> None:
    assert areas(GATEWAY, {"region_name": "Thames Estuary"}) == ["England"]
