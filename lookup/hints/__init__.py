"""What may be wrong with what a person types, said while they type: by the rules and in the words of the forms.

Tells of nothing but what was typed and of the taxpayer's own names: no account, no record.
"""
from .asking import HINTED, NAMING, hint, hints_of

__all__ = ["HINTED", "NAMING", "hint", "hints_of"]
