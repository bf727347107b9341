"""The command line's way to enter, import, undo and restore; ``python -m metrics`` parses its arguments.

May import: every package but screen.
Begin with: ``arguments``, which names the function that runs each command.
"""
