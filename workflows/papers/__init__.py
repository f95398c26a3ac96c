"""Papers of a case: facts gathered from live rows and frozen when a step issues them."""

from workflows.papers.issuing import KINDS, facts_for, issue

__all__ = ["KINDS", "facts_for", "issue"]
