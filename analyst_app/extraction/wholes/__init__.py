"""Totals and their parts, acts told twice, figures that the report corrects."""
