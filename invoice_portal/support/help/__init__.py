"""Help: articles in files, shown, searched, printed, and what people made of them.

Rooms above add what they know better (``made``, ``checker``), so that help never says it in other words.
"""
