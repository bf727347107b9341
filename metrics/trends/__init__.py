"""What the page Trends is asked to show: the view in the address, and the selection of indicators.

May import: charts, analysis and what is below them.
Begin with: ``view_state``; ``cards`` holds what a view shows.
"""
