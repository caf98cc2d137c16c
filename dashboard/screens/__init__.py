"""The pages: one script each, which answers the question that its title asks."""
