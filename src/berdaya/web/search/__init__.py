"""Search: a village by name or by any code it has or had."""
