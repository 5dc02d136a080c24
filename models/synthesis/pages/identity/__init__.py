"""Identity documents of invented designs: passports, cards, permits, visas, licences."""
