"""CSL engines, a file each."""
