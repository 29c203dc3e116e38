"""What the long runs write to the terminal while they work."""

import sys


def say(words):
    """Write at once."""
    sys.stdout.write(words)
    sys.stdout.flush()
