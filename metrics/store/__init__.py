"""The data file on disk: reading, saving, lock, journal (the audit trail), history, undo and restore.

May import: catalogue, access. The only package that opens files.
Begin with: ``data_file``, the door; ``transactions`` holds save, undo, restore and confirm.
"""
