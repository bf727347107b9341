"""The Department's published files (Explore Education Statistics): which rows serve what, and what they change.

May import: uploads, entry and what is below them.
Begin with: ``extract`` (a file -> comparators and the council's own series), then ``reconcile`` (-> one change).
"""
