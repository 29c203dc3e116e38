"""The marks that list items begin with in a text: bullets by depth, numbers by what came before. Knows no format."""

from collections import defaultdict

_BULLETS = "•◦▪"
_DEEPEST = 9


class Numbering:
    """Counts the items of the lists of one document."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int], int] = defaultdict(int)

    def mark(self, *, of: str, level: int, style: str, start: int = 1) -> str:
        """What the next item of the list called `of` begins with, blank and all; `style` is Word's name of the form of its numbers.

        A new item starts the numbers of all deeper levels anew.
        """
        for deeper in range(level + 1, _DEEPEST + 1):
            self._counts.pop((of, deeper), None)
        self._counts[of, level] += 1
        number = self._counts[of, level] + start - 1
        if style == "none":
            return ""
        if style in {"decimal", "decimalZero"}:
            return f"{number}. "
        if style in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
            letter = chr(ord("a") + number - 1)
            return f"{letter if style == 'lowerLetter' else letter.upper()}) "
        if style in {"lowerRoman", "upperRoman"} and 1 <= number <= 50:
            return f"{_roman(number) if style == 'lowerRoman' else _roman(number).upper()}. "
        return f"{_BULLETS[min(level, 2)]} "


def _roman(number: int) -> str:
    made = ""
    for value, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            made += letters
            number -= value
    return made
