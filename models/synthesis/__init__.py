"""Documents made by simulation, with their exact truth: invented parties, drawn pages, simulated captures.

Records (`records`, `values`) say what a document is about; `invoice`, `invoice_zh`, `receipt`, `cards` and
`identity` draw them; `capture` photographs, scans or faxes; `truth` writes gold folders.
Nothing at run time imports this package; it needs the extra `synthesis`.
"""
