"""What is told in steps, for who wants to find the rest alone: the law, where, the example."""
