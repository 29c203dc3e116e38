"""What a reader takes at most, in bytes: a broken or hostile file costs a sentence and not the workstation's memory."""

LARGEST_REPORT = 32 * 1024 * 1024
"""One report, in any format; a line of a .jsonl file is one report."""

LARGEST_BATCH = 512 * 1024 * 1024
"""A .jsonl file, which is many reports."""

LARGEST_UNPACKED = 256 * 1024 * 1024
"""What a .docx may unpack to, in all its parts together."""

MOST_PARTS = 10_000
"""Parts of a .docx."""

MOST_PAGES = 2_000
"""Pages of a PDF."""


def in_megabytes(size: int) -> str:
    """A size as a sentence gives it: “32 MB”."""
    return f"{max(1, round(size / (1024 * 1024)))} MB"
