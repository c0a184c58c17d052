"""The fictional Kabupaten Contoh: a regency drawn from a seed, with no real place, person or figure in it."""
