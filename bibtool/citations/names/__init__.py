"""Persons and bodies, and the roles that they had."""
