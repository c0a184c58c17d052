"""How families fare: stages, score cards, multidimensional poverty, and poverty lines. Several instruments, side by side."""
