"""Finding the quantities of a report: never calibres, model names, unit numbers, clock times, dates, ages or telephone numbers.

What a quantity's words mean is the work of `number_words`.
"""

from analyst_app.extraction.number_words import parse_quantity

__all__ = ["parse_quantity"]
