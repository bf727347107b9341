"""Who may do what: permissions for reading and writing, as ``access.toml`` says.

May import: catalogue.
Begin with: ``policy`` (who may read, who may write), then ``permissions`` (the file).
"""
