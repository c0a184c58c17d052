"""Charts as pure functions from frozen values to SVG or HTML: no script, printable, read the same in colour and in grey.

Horizontal places are percentages of the width, so a chart fits 390 and 1360 px and its type never shrinks.
"""
