"""The style guide: one page that shows every part and chart with invented values, and how it is written."""
