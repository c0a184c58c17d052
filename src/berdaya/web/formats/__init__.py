"""How Django writes dates and numbers for people, by language. Marks and coordinates never pass through here."""
