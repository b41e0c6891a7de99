"""Numbered batches of a source: a manifest says what is in each, what is on its way and what it completes."""
