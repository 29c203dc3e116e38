"""What a reader takes at most, in bytes: a broken or hostile file costs a sentence and not the workstation's memory."""

LARGEST_REPORT = 32 * 1024 * 1024
"""One report, in any format; a line of a .jsonl file is one report."""

LARGEST_BATCH = 512 * 1024 * 1024
"""A .jsonl file, which is many reports."""

LARGEST_ARCHIVE = 128 * 1024 * 1024
"""A .zip file of reports; each report in it is held to `LARGEST_REPORT`."""

LARGEST_UNPACKED = 256 * 1024 * 1024
"""What an archive or a document that is one inside may unpack to, in all its parts together."""

MOST_PARTS = 10_000
"""Parts of a document that is an archive inside, or reports in an archive."""

MOST_PAGES = 2_000
"""Pages of a PDF."""

LONGEST_FOUND = 16_000_000
"""Characters that any one file may give, eight times what a report may have: what gives more was made to flood."""


def in_megabytes(size: int) -> str:
    """A size as a sentence gives it: “32 MB”."""
    return f"{max(1, round(size / (1024 * 1024)))} MB"
