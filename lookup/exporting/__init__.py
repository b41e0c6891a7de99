"""Many PDFs as one zip, with an index: asked for, made by a worker piece by piece, kept for a week."""
