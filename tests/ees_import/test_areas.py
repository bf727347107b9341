"""Which region a published file's rows are of: by its code, by its name, in whichever way they spell it."""

from collections.abc import Iterator
from typing import Any

import pytest

from metrics.ees_import.area_names import same_name
from tests.support.published_files import COLUMNS, only, row, table, take, told, towns


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


# A code and a name that are of two areas


def one(area: str, **cells: str) -> Any:
    """What one row of an area comes to, with some of its cells written otherwise."""
    return take(table([{**row(area, percent="62"), **cells}]))


@pytest.mark.parametrize(
    ("area", "cells", "code", "name"),
    [
        ("Medway", {"new_la_code": "E06000034"}, "E06000034", "Medway"),
        ("Medway", {"new_la_code": "E06000001"}, "E06000001", "Medway"),
        ("Medway", {"la_name": "Kent"}, "E06000035", "Kent"),
        ("Medway", {"la_name": "Kent and Medway"}, "E06000035", "Kent and Medway"),
        ("Medway", {"la_name": "Alton"}, "E06000035", "Alton"),
        ("Alton", {"la_name": "Barton"}, "E06000001", "Barton"),
        ("Alton", {"la_name": "Medway"}, "E06000001", "Medway"),
        ("Alton", {"la_name": "Kent"}, "E06000001", "Kent"),
    ],
)
def test_a_code_of_one_authority_beside_the_name_of_another_is_refused(
    area: str, cells: dict[str, str], code: str, name: str
) -> None:
    assert only(one(area, **cells)) == (
        f"file.csv, row 2: columns new_la_code and la_name: {code} is not the code of '{name}'; ask the publisher which"
        " is right, or take these rows out"
    )


@pytest.mark.parametrize(
    "name", ["Medway", " MEDWAY ", "Medway UA", "Medway Council", "Medway (Unitary Authority)", "", "z"]
)
def test_a_name_in_other_words_is_no_other_authority_s(name: str) -> None:
    assert told(one("Medway", la_name=name), "own_series") == [("", "2024/25 financial year", 62)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kingston upon hull, city of", "hull", True),
        ("bristol", "bristol, city of", True),
        ("st. helens", "st helens", True),
        ("telford & wrekin", "telford and wrekin", True),
        ("london borough of havering", "havering", True),
        ("kent and medway", "medway", False),
        ("west northamptonshire", "north northamptonshire", False),
        ("northamptonshire", "north northamptonshire", False),
        ("medway excluding rochester", "medway", False),
    ],
)
def test_names_of_one_authority_in_other_words(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_two_authorities_of_one_code_are_refused_where_one_is_needed() -> None:
    kent = {**row("Kent", percent="5"), "new_la_code": "E10000016"}
    alton = {**row("Alton", percent="5"), "new_la_code": "E10000016"}
    assert "'E10000016' is the code of Alton here and of Kent in row 2" in only(take(table([kent, alton])))
    old = [{**row("Medway", percent="5"), "old_la_code": "886"}, {**kent, "old_la_code": "886"}]
    assert only(take(table(old))) == (
        "file.csv, row 2: column old_la_code: '886' is the code of Medway here and of Kent in row 3; ask the publisher"
        " which is right, or take these rows out"
    )


def test_a_neighbour_of_a_code_that_nobody_has_is_taken_by_its_name_and_told() -> None:
    rows = [{**one, "new_la_code": "E10000099"} if one["la_name"] == "Alton" else one for one in towns(*"12345")]
    found = take(table(rows))
    assert told(found) == [("Statistical neighbours", "2024/25 financial year", 3)]
    assert found.messages[0] == (
        "The rows of Alton have the code E10000099, and the list of neighbours has E06000001; they are taken by their"
        " name"
    )


@pytest.mark.parametrize("name", ["England (excl London)", "England excluding London", "England - state schools"])
@pytest.mark.parametrize("code", ["E92000001", ""])
def test_a_part_of_england_is_not_england(name: str, code: str) -> None:
    part = {**row("England", percent="70"), "country_name": name, "country_code": code}
    found = take(table([part, row("England", percent="60")]))
    assert told(found) == [("England", "2024/25 financial year", 60)]
    assert f"The rows of '{name}' are left out: they are of a part of an area only" in found.messages


@pytest.mark.parametrize(("code", "name"), [("E92000001", "Wales"), ("W92000004", "England")])
def test_a_code_of_one_country_beside_another_is_refused(code: str, name: str) -> None:
    assert f"{code} is not the code of '{name}'" in only(one("England", country_code=code, country_name=name))


def test_a_region_s_code_beside_another_region_s_name_is_refused() -> None:
    assert "E12000007 is not the code of 'South East'" in only(one("South East", region_code="E12000007"))
    assert "E12000007 is not the code of 'South East'" in only(one("Medway", region_code="E12000007"))
    part = {**row("South East", percent="70"), "region_name": "South East (without Kent)", "region_code": "E12000008"}
    found = take(table([part, row("South East", percent="61"), row(percent="62")]))
    assert told(found) == [("South East", "2024/25 financial year", 61)]
