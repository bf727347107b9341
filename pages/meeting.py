"""Meeting: the panel's meetings, what it asked and what became of it, and exceptions."""

from datetime import UTC, datetime
from functools import partial

from metrics.screen import meeting, page_frame

clock = partial(datetime.now, UTC)  # for this run of the page and for the press of a button
page_frame.title("The panel’s meetings", "Meeting", printed=True)
view = page_frame.open_data(clock().date())
meeting.show_meeting(view, clock)
page_frame.footer(view)
