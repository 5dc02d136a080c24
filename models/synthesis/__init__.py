"""Documents made by simulation, with their exact truth: invented parties, typeset pages, simulated captures.

`material` says what documents are about, `pages` typesets them and reads back where every character stands,
`captures` scans and photographs them, `generate` makes any number from a seed; `lines` draws single lines for the
recogniser, `noise` misreads words for the linker. `samples` are the hand-composed documents of sample_docs.
Nothing at run time imports this package but the command `synthesize`; it needs the extra `synthesis`.
"""
