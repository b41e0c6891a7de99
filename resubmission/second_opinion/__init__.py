"""Four eyes: when approval needs a second clerk, and what the two of them do."""
