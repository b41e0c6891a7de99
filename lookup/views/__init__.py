"""Pages of look-up: thin, each asks one question and shows the answer."""
