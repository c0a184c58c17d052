"""The office itself: its name, letterhead, signatories, time zone, and the jobs it runs."""
