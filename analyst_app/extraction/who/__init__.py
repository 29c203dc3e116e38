"""Who acts, on whom, and who says so or denies it."""
