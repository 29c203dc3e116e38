"""The library: all reports, and the ways in which they come in."""
