"""The rules of a process as data: seen by everybody, changed by an administrator as a new version."""
