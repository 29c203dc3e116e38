"""The daily brief in the window: its preview, and the same page as PDF."""
