"""Pictures that are downloaded: their words over and beneath the chart, and for programs."""

from io import BytesIO
from xml.etree import ElementTree

from PIL import Image

from metrics.charts import render
from metrics.charts.chart_form import chart_for
from metrics.charts.palette import LIGHT
from metrics.wording.pictures import Caption
from tests.support.make import real
from tests.support.svg_boxes import boxes

CHART = chart_for(real("neet"), palette=LIGHT, area="Medway")
assert CHART is not None


def test_downloaded_pictures_stand_alone_with_all_their_words() -> None:
    caption = Caption("26% <b>&", ("Not met.",), ("Caution: few.", "Source: Ofsted, paragraph 42"), "A “chart” & more")
    svg = render.svg(CHART, caption)
    for words in (
        "<title>26% &lt;b&gt;&amp;</title>",
        "<desc>A “chart” &amp; more</desc>",
        ">Not met.<",
        ">Caution: few.<",
    ):
        assert words in svg
    assert "Source: Ofsted, paragraph 42" in svg
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert not [one for one in root.iter() if one is not root and (one.get("role") or one.get("aria-label"))], (
        "codes of days"
    )
    lines = [float(one.get("y", 0)) for one in root.findall("{http://www.w3.org/2000/svg}text")]
    assert lines == sorted(lines)
    assert lines[-1] < float(root.get("height", 0))


def test_downloaded_png_tells_its_words_to_programs() -> None:
    with Image.open(BytesIO(render.png(CHART, Caption("26% – fallen", (), ("Source: Ofsted",), "A chart")))) as picture:
        picture.load()
        assert picture.info["Title"] == "26% – fallen"
        assert (picture.info["Description"], picture.info["Comment"]) == ("A chart", "Source: Ofsted")


def test_lines_of_words_stay_within_the_picture() -> None:
    svg = render.svg(CHART, Caption("Wide words " * 30, (), ("Many Women Meet " * 40,), ""))
    for words, box in boxes(svg):
        if words.startswith(("Wide", "Many", "words", "Women", "Meet")):
            assert box[2] <= 940, words
