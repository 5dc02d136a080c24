"""What simulated documents are about: how countries write, numbers, parties, goods, sums. No layout here."""
