"""When the bureau is at work, and how people reach it."""
