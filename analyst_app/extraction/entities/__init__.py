"""The entity layer: eight labels without overlaps, from word lists, the parse and the words around."""
