"""Recommendations: what the inspection asked for, how the figures move, and what isn't measured yet."""

from datetime import UTC, datetime

from metrics.screen import page_frame, recommendations
from metrics.wording.recommendations import TITLE

now = datetime.now(UTC)
page_frame.title(TITLE, "Recommendations", printed=True)
view = page_frame.open_data(now.date())
recommendations.show_recommendations(view, now)
page_frame.footer(view)
