"""The pages' rooms: widgets, placing, session state, caches. The only package that imports Streamlit.

May import: every package but cli.
Begin with: ``page_frame`` (what every page shares); then the room of the page in question.
"""
