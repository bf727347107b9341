"""The data files on disk: reading, saving, lock, journal (the audit trail), history, undo and restore.

May import: catalogue, access, analysis. The only package that opens files.
Begin with: ``data_file``, the door; ``transactions`` holds save, undo, restore and confirm;
``record_file`` gives the panel's record as a visitor may see it; ``numbers`` tells which numbers were ever given.
"""
