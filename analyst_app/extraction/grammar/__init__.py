"""Sentences as rows of chunks: what stands together, who is subject and object, what counts what."""
