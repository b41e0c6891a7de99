"""Uploads that break off and are continued: tus 1.0 (https://tus.io/protocols/resumable-upload), core and creation,
termination, expiration."""
