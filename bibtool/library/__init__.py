"""The library: works that stay, in one SQLite file, searched across scripts, with every change undone at will."""
