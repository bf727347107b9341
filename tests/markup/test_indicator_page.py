"""What stands at the head of an indicator's page."""

from metrics.markup import indicator_page
from tests.support import make


def test_why_it_matters_stands_beneath_the_finding_and_is_escaped() -> None:
    reading = make.reading(make.figure("2013/14 Q1", 26), why_it_matters="Each <b>move</b> is a new home.")
    html = indicator_page.finding(reading)
    assert "<b>Why it matters.</b> Each &lt;b&gt;move&lt;/b&gt; is a new home." in html
    assert html.index('class="finding"') < html.index("Why it matters")


def test_without_a_reason_nothing_is_said_of_it() -> None:
    assert "Why it matters" not in indicator_page.finding(make.reading(make.figure("2013/14 Q1", 26)))
