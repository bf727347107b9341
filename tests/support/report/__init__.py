"""The report, held to without its text: what each of its paragraphs says in numbers, and hashes of its words."""
