"""A report's text before any meaning: plain characters, blocks, lines, and what the stages hand to one another."""
