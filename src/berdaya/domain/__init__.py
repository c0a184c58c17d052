"""What is true without a computer: rules and arithmetic as plain functions on frozen values. No Django, no I/O, no clock."""
