"""Dates, times, periods and reporting windows: their forms in the text and the days that they mean."""
