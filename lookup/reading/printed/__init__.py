"""The form as printed, read by place: for the text of a PDF and for the text of an OFD's pages."""
from .form import read_form
from .glyphs import Glyph

__all__ = ["Glyph", "read_form"]
