"""The data contract: YAML text to a Catalogue and back, validation, periods, events, statistical neighbours.

May import: nothing of metrics; of libraries pydantic and PyYAML.
Begin with: ``models`` (what an entry may hold), then ``load`` (text -> Catalogue, or every problem with its line).
"""
