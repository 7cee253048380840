"""Is a cited address alive, and what was archived of it?"""
