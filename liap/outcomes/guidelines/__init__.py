"""Versions of the technical guideline, the page that each step follows, and material for trainers."""
