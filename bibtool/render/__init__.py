"""Works to printed bibliographies through a CSL engine."""
