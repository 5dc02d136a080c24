"""The sample documents: a few pages drawn by hand, word by word, each with chosen contents.

They show what the program does and hold its golden files still; documents in any number come from
`docfields.models.synthesis.generate`.
"""
