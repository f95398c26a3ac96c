"""Facilitators who are sent by an assignment letter (Surat Tugas) instead of a working group."""
