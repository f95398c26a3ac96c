"""What was found under a criterion, aspect by aspect, and the photos of a report."""
