"""The formation of a working group as tasks: the signed decree on file, and seats whose institution did not answer."""
