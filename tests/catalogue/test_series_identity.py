"""One list of keys tells series apart, of entries in the file and of figures as objects alike."""

from metrics.catalogue.series_identity import SERIES, series_of
from tests.support.make import catalogue, comparator, figure, indicator


def test_entry_and_figure_are_of_the_same_series():
    entry = comparator("2013/14 Q1", 16, area="Medway", group="boys", statistic="mean")
    (read,) = catalogue(indicator(figure("2013/14 Q1", 26), comparators=[entry])).indicators[0].comparators
    assert series_of(entry) == series_of(read) == ("Medway", "boys", None, "mean")


def test_every_key_tells_two_series_apart():
    for name in SERIES:
        assert series_of({name: "one"}) != series_of({name: "other"})
    assert series_of({"period": "2013", "source": "a"}) == series_of({"period": "2014", "source": "b"})
