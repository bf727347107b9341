"""Meeting: the panel's meetings, what it asked and what became of it, and exceptions."""

from datetime import UTC, date, datetime

from metrics.screen import meeting, page_frame

page_frame.title("The panel’s meetings", "Meeting", printed=True)
view = page_frame.open_data(date.today())
meeting.show_meeting(view, datetime.now(UTC))
page_frame.footer(view)
