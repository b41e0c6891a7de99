"""The reference of the REST API (/api/docs/), drawn from the schema that the code itself states."""
