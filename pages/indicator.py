"""One indicator: its finding, its chart, who answers, what may be said, what it is, and every figure's source."""

from datetime import UTC, date, datetime

from metrics.markup import indicator_page, published
from metrics.screen import indicator, page_frame, sign_in
from metrics.store import access_file, data_file
from metrics.wording.formatting import numbered

view = page_frame.open_data(date.today())
reading = indicator.choose_indicator(view)
name, number = reading.indicator.title, numbered(reading.indicator)
page_frame.title(name, name, printed=True, beside=number)
page_frame.show(indicator_page.head(reading))
indicator.show_chart(view, reading)
indicator.show_tools(view, reading)
editor = sign_in.may_edit(access_file.access_settings(data_file.locate()), datetime.now(UTC))
page_frame.show(indicator_page.said(reading, editor=editor))
indicator.show_record(view, reading, datetime.now(UTC))
indicator.show_minutes(view, reading)
page_frame.show(published.section(view.catalogue, reading))
page_frame.show(indicator_page.words_and_definition(view.catalogue, reading))
page_frame.show(indicator_page.figures(view.catalogue, reading))
page_frame.footer(view, reading)
