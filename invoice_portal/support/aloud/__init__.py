"""Reading aloud for those whose browser has no voice: text in, MP3 out, nothing kept."""
