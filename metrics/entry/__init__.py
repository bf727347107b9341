"""A change from rows to the saved file: cells, rows, the change as it grows, plausibility checks, signature and save.

May import: store, wording and what is below them.
Begin with: ``record`` (check, what still lacks, save), then ``proposal`` (rows -> one change, or its faults).
"""
