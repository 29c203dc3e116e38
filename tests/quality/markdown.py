"""Writes Markdown: tables whose cells are text. Knows nothing of what they tell."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A table whose first `words` columns are words and whose others are figures, set to the right."""
    marks = ["---"] * words + ["---:"] * (len(head) - words)
    lines = [head, marks, *rows]
    return "\n".join(f"| {' | '.join(cell(each) for each in line)} |" for line in lines) + "\n"


def cell(words: str) -> str:
    """Text that breaks no table."""
    return " ".join(words.replace("|", "\\|").split())


def page(*parts: str) -> str:
    """Parts with an empty line between them."""
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"
