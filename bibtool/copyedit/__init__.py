"""Printed notes beside what a style prints for them: where they depart, as findings."""
