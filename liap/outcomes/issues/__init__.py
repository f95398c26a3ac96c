"""Issues and risks of a plan, each with an owner, followed until they are closed."""
