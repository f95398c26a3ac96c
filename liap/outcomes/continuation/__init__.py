"""Three years after a plan was closed: is the model still in use, what goes on, and what became of the successes."""
