"""One run of a film, from its order to a finished cut."""
