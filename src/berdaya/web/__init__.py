"""Pages in the browser: server-made HTML and SVG, which work without script and are printed as they are seen."""
