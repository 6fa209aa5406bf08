"""The editing loop: a board, an editor, a plan, and what compares cuts."""
