"""Who may see what; small counts."""
