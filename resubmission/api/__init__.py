"""Applications for programs, through the same functions as the pages."""
