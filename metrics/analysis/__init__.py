"""What may be said of the figures: outcomes, verdicts, confidence intervals, SPC, suppression, the reading.

May import: catalogue. Makes no sentences.
Begin with: ``reading``, which every chart, table and command takes its verdicts from.
"""
