"""The key published of a reading's JSON: the second voice's reading, in numbers and words."""

from __future__ import annotations

from metrics.exports.reading_json import as_json
from tests.support.make import comparator, counted, figure, reading

Y23, Y24, Y25 = (f"20{year - 1}/{year} financial year" for year in (23, 24, 25))


def test_published_reading_is_told_in_numbers_with_both_changes_and_each_area():
    one = reading(
        figure("2013/14 Q1", 26),
        own_series=[counted(Y23, 60, 100), counted(Y24, 25, 100), counted(Y25, 20, 100)],
        comparators=[comparator(Y25, 40), comparator(Y25, 21, area="South East")],
    )
    told = as_json(one)["published"]
    assert (told["publisher"], told["source"], told["group"], told["comparable"]) == (
        "Ofsted",
        "report",
        "looked-after children",
        "yes",
    )
    assert (told["latest"]["value"], told["latest"]["numerator"], told["previous"]["value"]) == (20.0, 20, 25.0)
    assert [each["period"] for each in told["figures"]] == [Y23, Y24, Y25]
    assert (told["change"], told["direction"], told["verdict"], told["strength"]) == (
        -5.0,
        "down",
        None,
        "too few to tell",
    )
    assert told["since_first"] == {
        "period": Y23,
        "value": 60.0,
        "change": -40.0,
        "direction": "down",
        "verdict": "better",
        "strength": "tested",
    }
    areas = [
        (each["area"], each["kind"], each["value"], each["direction"], each["strength"]) for each in told["beside"]
    ]
    assert areas == [
        ("England", "country", 40.0, "down", "tested"),
        ("South East", "region", 21.0, "down", "too few to tell"),
    ]
    assert told["words"].startswith("Ofsted, year to March 2025: 20.0% (20 of 100)")
    assert told["only_published"] is False


def test_figure_without_an_earlier_one_has_nulls_and_no_series_is_null():
    told = as_json(reading(own_series=[figure(Y25, code="c")]))["published"]
    assert (told["latest"]["code"], told["previous"], told["change"], told["since_first"]) == ("c", None, None, None)
    assert told["beside"] == []
    assert as_json(reading(figure("2013/14 Q1", 26)))["published"] is None


def test_councils_own_keys_do_not_change_for_what_is_published():
    own = as_json(reading(figure("2013/14 Q1", 26)))
    beside = as_json(reading(figure("2013/14 Q1", 26), own_series=[figure(Y25, 90)], comparators=[comparator(Y25, 10)]))
    different = {key for key in own if own[key] != beside[key]}
    assert different == {"published", "own_series", "comparators", "sentence"}
