"""The language model: loading it, parsing in bounded memory, its matrix products and word forms."""
