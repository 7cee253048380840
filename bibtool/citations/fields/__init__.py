"""The values of a citation: how each is put, told and doubted."""
