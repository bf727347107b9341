"""A change from rows to a proved proposal: cells, rows, the change as it grows, plausibility checks.

May import: store, wording and what is below them.
Begin with: ``proposal`` (rows -> one change, or every fault at its row).
"""
