"""Files that people send with an inquiry: as safe as evidence."""
