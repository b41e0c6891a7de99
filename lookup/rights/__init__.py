"""Rights that an operator lacks: asked for from a trace, decided by the taxpayer's administrator."""
