"""The forms in which tasks are done: each says what is decided and does it when the task is completed."""
