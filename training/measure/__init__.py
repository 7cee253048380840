"""The figures of reading, measured on annotated notes beside the repository and on the golden notes."""
