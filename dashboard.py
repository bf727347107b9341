"""The dashboard: page set-up and navigation."""

from datetime import UTC, datetime

import streamlit as st

from metrics.screen import cached, page_frame, present, sign_in, widgets
from metrics.store import access_file, data_file
from metrics.wording.formatting import capital

now, settings = datetime.now(UTC), access_file.access_settings(data_file.locate())
may_edit, may_record = sign_in.may_edit(settings, now), sign_in.may_record(settings, now)
for_editors = "visible" if may_edit else "hidden"
st.set_page_config(page_title=capital(page_frame.SUBJECT), page_icon=page_frame.ICON, layout="wide")
readers = [
    st.Page("pages/scorecard.py", title="Scorecard", default=True),
    st.Page("pages/indicator.py", title="Indicators", url_path="indicator"),
    st.Page("pages/trends.py", title="Trends", url_path="trends"),
    st.Page("pages/recommendations.py", title="Recommendations", url_path="recommendations"),
    st.Page("pages/meeting.py", title="Meeting", url_path="meeting"),
    st.Page("pages/timeline.py", title="Timeline", url_path="timeline"),
    st.Page("pages/present.py", title="One indicator a screen", url_path="present", visibility="hidden"),
    st.Page("pages/sources.py", title="Sources", url_path="sources"),
    st.Page("pages/history.py", title="History" if may_record else "What changed", url_path="history"),
]
editors = [
    st.Page("pages/add.py", title="Add a quarter", url_path="add", visibility=for_editors),
    st.Page("pages/due.py", title="What is due", url_path="due", visibility=for_editors),
    st.Page("pages/change.py", title="Change an indicator", url_path="change", visibility=for_editors),
    st.Page("pages/import.py", title="Import figures", url_path="import", visibility=for_editors),
]
page = st.navigation({"": readers, "For officers": editors}, position="top")
page_frame.frame()
sign_in.gate(settings, now)
widgets.keep_texts()
cached.warm_behind(now.date())
present.leave(page.url_path)
page.run()
