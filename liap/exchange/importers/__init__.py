"""What can be imported: each kind of row with its columns, its natural key, and what it changes."""
