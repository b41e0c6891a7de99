"""What is new for an operator: what is on its way, what was refused under their name, what changed since last time."""
