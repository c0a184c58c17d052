"""The page that sets villages, kecamatan and years side by side."""
