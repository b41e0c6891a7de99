"""What the worker does for look-up."""
