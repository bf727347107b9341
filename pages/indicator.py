"""One indicator: its finding, its chart, who answers, what may be said, what it is, and every figure's source."""

from datetime import UTC, datetime
from functools import partial

from metrics.markup import indicator_page, published
from metrics.screen import indicator, page_frame, record_ask, sign_in
from metrics.store import access_file, data_file
from metrics.wording.formatting import numbered

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of a button
view = page_frame.open_data(clock().date())
reading = indicator.choose_indicator(view)
name, number = reading.indicator.title, numbered(reading.indicator)
page_frame.title(name, name, printed=True, beside=number)
page_frame.show(indicator_page.head(reading))
indicator.show_chart(view, reading)
indicator.show_tools(view, reading)
record_ask.show(clock, view, reading)
editor = sign_in.may_edit(access_file.access_settings(data_file.locate()), clock())
page_frame.show(indicator_page.said(reading, editor=editor))
if editor:
    page_frame.show(indicator_page.change_link(reading))
indicator.show_record(view, reading, datetime.now(UTC))
indicator.show_minutes(view, reading)
page_frame.show(published.section(view.catalogue, reading))
page_frame.show(indicator_page.words_and_definition(view.catalogue, reading))
page_frame.show(indicator_page.figures(view.catalogue, reading))
page_frame.footer(view, reading)
