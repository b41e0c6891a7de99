"""A kept verdict in words, in the language of whoever reads it now."""
from .answer import answer_json, brief_json

__all__ = ["answer_json", "brief_json"]
