"""Check digits of the samples and of the machine-readable zones that the simulation writes."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.cn import ric, uscc
from stdnum.eu import vat
from stdnum.gb import vat as british_vat

from docfields.models.synthesis import mrz
from docfields.models.synthesis.samples import contents

SPECIMEN = {
    "state": "UTO",
    "surname": "Eriksson",
    "given_names": "Anna Maria",
    "nationality": "UTO",
    "birth": datetime.date(1974, 8, 12),
    "sex": "F",
    "expiry": datetime.date(2012, 4, 15),
}


def test_passport_of_icao_9303_part_4():
    assert mrz.td3(number="L898902C3", personal_number="ZE184226B", **SPECIMEN) == (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )


def test_card_of_icao_9303_part_5():
    assert mrz.td1(number="D23145890", **SPECIMEN) == (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    )


def test_national_letters_become_what_icao_says():
    assert mrz.transliterate("Söderqvist-Åberg") == "SOEDERQVIST<AABERG"
    assert mrz.transliterate("Émile O'Neill") == "EMILE<ONEILL"


@given(st.text("0123456789", min_size=1, max_size=20), st.data())
def test_check_digit_sees_each_single_digit_change(digits, data):
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    changed = digits[:place] + other + digits[place + 1 :]
    assert mrz.check_digit(changed) != mrz.check_digit(digits)


def test_zones_of_the_samples_have_their_length():
    assert [len(line) for line in contents.PASSPORT.zone()] == [44, 44]
    assert [len(line) for line in contents.ID_CARD.zone()] == [30, 30, 30]


def test_numbers_of_the_samples_have_right_check_digits():
    records = contents
    for invoice in (records.INVOICE_EN, records.INVOICE_DE, records.INVOICE_DE_SHORT, records.INVOICE_FR):
        assert invoice.account is not None
        assert iban.is_valid(invoice.account.iban)
        for party in (invoice.seller, invoice.buyer):
            number = party.vat_id
            assert not number or (british_vat if number.startswith("GB") else vat).is_valid(number)
    assert uscc.is_valid(records.INVOICE_ZH.seller.tax_id)
    assert uscc.is_valid(records.INVOICE_ZH.buyer.tax_id)
    assert luhn.is_valid(records.BANK_CARD.number)
    assert ric.is_valid(records.RESIDENT_CARD.personal_number)


def test_resident_number_says_the_date_of_birth():
    card = contents.RESIDENT_CARD
    assert card.birth_date == ric.get_birth_date(card.personal_number)
    assert card.birth_date.year < 1900, "the number must be nobody's"
