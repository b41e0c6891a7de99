"""The automatic helper: answers from the help articles and by running the trace, and says that it is automatic."""
