"""Hints to open pages that something happened: never what, which the page then asks for through its own door."""
