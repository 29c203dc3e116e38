"""Two reports side by side, how far two coders agree, and how often the machine was right."""
