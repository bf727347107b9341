"""Every sentence that says what was found: on a page, in a chart's title, in the minutes, on the command line.

May import: catalogue, analysis.
Begin with: ``findings``; its smallest pieces are in ``formatting``.
"""
