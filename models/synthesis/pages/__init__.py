"""How simulated documents look: typst templates, and the Python that draws what they print."""
