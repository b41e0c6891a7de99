"""Lengths (mm), colours and lettering that the parts of the form share; layout.py counts with the same."""
from .drawing.sheet import Lettering

INK, MAROON = "#111111", "#7d1f1f"
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 148.0
#: A line of text (11 pt), the rules, and how far text keeps from them in a cell of goods.
LINE, HAIR, PAD = 3.881, 0.25, 1.0
FRAME_LEFT, FRAME_TOP, FRAME_WIDTH = 6.0, 25.0, 198.0
INNER_LEFT, INNER_WIDTH = FRAME_LEFT + HAIR, FRAME_WIDTH - 2 * HAIR
#: The narrow cells with headings from top to bottom.
LABEL = 5.0
#: Letters of the goods, whose size is the em of layout.COLUMNS.
PLAIN, HEADING = Lettering(7.5, 11, INK), Lettering(7.5, 11, MAROON)
#: Widths of the columns of goods: those of layout.COLUMNS with the padding.
WIDTHS = {"name": 49.6, "spec": 24.3, "unit": 11.5, "quantity": 22.2, "price": 25.9, "amount": 23.7, "rate": 17.1,
          "tax": 23.7}  # fmt: skip
