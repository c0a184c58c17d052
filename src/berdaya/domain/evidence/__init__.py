"""What is found out about a case: facts with their questions, and conditions over them that hold, do not, or are open."""
