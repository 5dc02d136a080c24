"""What the samples say: every person, firm, account and number here is invented.

Account numbers lie in bank codes that no bank has (UTOP, 9999...), VAT numbers in ranges not given out,
telephone numbers in ranges kept for fiction, the card number is a payment firm's published test number, and
the resident number belongs to a date of birth in 1896, so that none can be a living person's.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from docfields.models.synthesis.samples.cards import BankCard
from docfields.models.synthesis.samples.identity import Identity
from docfields.models.synthesis.samples.invoice_zh import ChineseInvoice
from docfields.models.synthesis.samples.records import Account, Invoice, Item, Party, Receipt

Day = datetime.date


def _item(description: str, quantity: str, price: str, rate: str = "20", *, unit: str = "", sku: str = "") -> Item:
    return Item(description, Decimal(quantity), Decimal(price), Decimal(rate), unit, sku)


_LARKFIELD = Party(
    "Larkfield Joinery Ltd",
    ("14 Granary Lane", "Leeds LS1 4AP"),
    vat_id="GB999999973",
    phone="0113 496 0123",
    email="accounts@larkfield.example",
    website="www.larkfield.example",
)

_BRIGHTWATER = Party("Brightwater Catering Ltd", ("Unit 3, Harbour Road", "Bristol BS1 6QF"), vat_id="GB989941731")

INVOICE_EN = Invoice(
    "invoice", "en_GB", "LJ-2024-0117", Day(2024, 3, 14), _LARKFIELD, _BRIGHTWATER,
    (
        _item("Oak worktop, oiled, 2400 x 620 mm", "2", "389.00", unit="pcs", sku="OAK-2462"),
        _item("Cut-out for sink and tap", "2", "45.50", unit="pcs", sku="CUT-01"),
        _item("Shelf unit, birch plywood, made to measure", "1", "612.40", unit="pcs", sku="SHU-07"),
        _item("Fitting on site, two joiners", "6.5", "58.00", unit="hrs", sku="FIT-H"),
        _item("Brass screws, 4 x 40, box of 200", "3", "11.95", unit="box", sku="SCR-440"),
    ),
    due_date=Day(2024, 4, 13), order_number="PO-88214", customer_number="C-1042",
    account=Account("GB70UTOP99009931926819", "UTOPGB2LXXX", "Utopia Bank, Leeds"),
    terms="Net 30 days", reference="LJ-2024-0117", paid=Decimal("500.00"),
)  # fmt: skip

INVOICE_DE = Invoice(
    "invoice", "de_DE", "RE-2024/00583", Day(2024, 5, 28),
    Party(
        "Nordlicht Bürobedarf GmbH", ("Speicherstraße 27", "20457 Hamburg"), vat_id="DE994718234",
        phone="040 66969 114", email="rechnung@nordlicht.example",
    ),
    Party("Feldmann Feinmechanik AG", ("Lindenallee 8", "99084 Erfurt"), vat_id="DE994718242"),
    (
        _item("Kopierpapier A4, 80 g/m², weiß, 500 Blatt", "40", "4.29", "19", unit="Pck.", sku="KP-4080"),
        _item("Schreibtischleuchte, Messing gebürstet", "6", "89.90", "19", unit="Stk.", sku="SL-310"),
        _item("Fachbuch „Toleranzen im Maschinenbau“, 3. Aufl.", "4", "49.80", "7", unit="Stk.", sku="FB-90"),
        _item("Aktenordner, 80 mm, blau", "60", "2.15", "19", unit="Stk.", sku="AO-80B"),
        _item("Hängeregister, 25 Stück", "12", "13.49", "19", unit="Pck.", sku="HR-25"),
        _item("Druckbleistift 0,5 mm", "48", "3.75", "19", unit="Stk.", sku="DB-05"),
        _item("Bleistiftminen 0,5 mm, HB", "48", "1.20", "19", unit="Pck.", sku="BM-05"),
        _item("Kaffee, ganze Bohne, 1 kg", "15", "16.90", "7", unit="kg", sku="KF-1000"),
        _item("Mineralwasser, Kiste 12 x 0,7 l", "20", "7.49", "19", unit="Stk.", sku="MW-12"),
        _item("Bürodrehstuhl mit Netzrücken und Armlehnen", "4", "249.00", "19", unit="Stk.", sku="BD-770"),
        _item("Montage und Entsorgung der Altmöbel", "5.5", "62.00", "19", unit="Std.", sku="DL-01"),
        _item("Whiteboard 180 x 90 cm, emailliert", "2", "189.00", "19", unit="Stk.", sku="WB-1890"),
        _item("Boardmarker, 4 Farben", "10", "6.95", "19", unit="Pck.", sku="BO-4"),
        _item("Haftnotizen 76 x 76 mm, 12 Blöcke", "18", "8.40", "19", unit="Pck.", sku="HN-76"),
        _item("Fachzeitschrift, Jahresabonnement", "2", "118.00", "7", unit="Stk.", sku="FZ-12"),
        _item("Versandtaschen C4, 250 Stück", "3", "27.60", "19", unit="Pck.", sku="VT-C4"),
        _item("Paketband, transparent, 66 m", "36", "1.85", "19", unit="Stk.", sku="PB-66"),
        _item("Toner, schwarz, 8.000 Seiten", "5", "94.50", "19", unit="Stk.", sku="TN-8K"),
        _item("Handdesinfektion, 500 ml", "24", "5.25", "19", unit="Stk.", sku="HD-500"),
        _item("Apfelsaft, naturtrüb, Kiste 6 x 1 l", "10", "11.40", "19", unit="Stk.", sku="AS-6"),
        _item("Tee, Auswahl, 100 Beutel", "8", "9.90", "7", unit="Pck.", sku="TE-100"),
        _item("Tischkalender 2025", "30", "4.60", "19", unit="Stk.", sku="TK-25"),
        _item("Taschenrechner, 12 Stellen", "6", "18.70", "19", unit="Stk.", sku="TR-12"),
        _item("Lieferung frei Verwendungsstelle", "1", "45.00", "19", unit="Stk.", sku="LF-02"),
    ),
    due_date=Day(2024, 6, 27), delivery_date=Day(2024, 5, 24),
    order_number="4500017263", customer_number="20311",
    account=Account("DE56999900000071346208", "UTOPDEHHXXX", "Utopische Handelsbank"),
    terms="30 Tage netto", reference="RE-2024/00583",
)  # fmt: skip

INVOICE_DE_SHORT = Invoice(
    "invoice", "de_DE", "2024-0412", Day(2024, 9, 2),
    Party(
        "Druckerei Hagedorn e. K.", ("Gerbergasse 5", "04109 Leipzig"), vat_id="DE994718259",
        phone="030 23125 340", email="buero@hagedorn.example",
    ),
    Party("Ahornblick Gartenbau GmbH", ("Mühlweg 19", "90403 Nürnberg")),
    (
        _item("Faltblatt DIN lang, 4/4-farbig, 135 g/m²", "2500", "0.18", "19", unit="Stk."),
        _item("Satz und Reinzeichnung", "4.5", "68.00", "19", unit="Std."),
        _item("Pflanzenkalender, Broschur, 48 Seiten", "300", "3.10", "7", unit="Stk."),
    ),
    due_date=Day(2024, 9, 16),
    account=Account("DE56999900000071346208", "UTOPDEHHXXX", "Utopische Handelsbank"),
    terms="Zahlbar innerhalb von 14 Tagen ohne Abzug", reference="2024-0412",
)  # fmt: skip

INVOICE_FR = Invoice(
    "invoice", "fr_FR", "F2024-0931", Day(2024, 10, 7),
    Party(
        "Imprimerie Clairefontaine-du-Lac SARL", ("12 rue des Tanneurs", "44000 Nantes"),
        vat_id="FR05000431874", phone="02 61 91 08 14", email="facturation@clairelac.example",
    ),
    Party("Traiteur Valombreuse SAS", ("3 place du Marché", "35000 Rennes"), vat_id="FR29000431882"),
    (
        _item("Menus de saison, papier vergé, 200 ex.", "4", "96.50", "20", unit="lot"),
        _item("Livre de recettes, broché, 64 pages", "150", "7.20", "5.5", unit="u"),
        _item("Étiquettes adhésives, rouleau de 1 000", "12", "38.75", "20", unit="u"),
        _item("Mise en page et corrections", "7.5", "54.00", "20", unit="h"),
    ),
    due_date=Day(2024, 11, 6), delivery_date=Day(2024, 10, 4), customer_number="CL-00318",
    ship_to=Party("Valombreuse, entrepôt sud", ("9 allée des Tilleuls", "35000 Rennes")),
    account=Account("FR7699999003010000471823112", "UTOPFRPPXXX", "Banque d'Utopie"),
    terms="Paiement à 30 jours", reference="F2024-0931",
)  # fmt: skip

CREDIT_NOTE_EN = Invoice(
    "credit_note", "en_GB", "CN-2024-0009", Day(2024, 4, 22), _LARKFIELD, _BRIGHTWATER,
    (
        _item("Oak worktop, oiled, returned with scratches", "-1", "389.00", unit="pcs", sku="OAK-2462"),
        _item("Brass screws, 4 x 40, box not opened", "-2", "11.95", unit="box", sku="SCR-440"),
    ),
    against="LJ-2024-0117", customer_number="C-1042",
    notes=("The amount will be set off against your next invoice.",),
)  # fmt: skip

INVOICE_ZH = ChineseInvoice(
    "24312000000098765432", Day(2024, 6, 18),
    Party("乌托邦晨星仪器有限公司", (), tax_id="91990115MA7K3P04RG"),
    Party("乌托邦青禾食品有限公司", (), tax_id="91990101MA2Q8D51H4"),
    (
        _item("*仪器*电子天平", "3", "1280.00", "13", unit="台", sku="JM-220"),
        _item("*仪器*恒温水浴锅", "2", "845.50", "13", unit="台", sku="HW-6"),
        _item("*技术服务*校准检测", "5", "160.00", "6", unit="次", sku=""),
    ),
    clerk="林知远", remark="合同编号：QH-2024-031",
)  # fmt: skip

RECEIPT_LONG = Receipt(
    "en_GB",
    Party(
        "HOLLOWELL MARKET", ("21 Orchard Row", "York YO1 7HH"), vat_id="GB989941773", phone="0117 496 0188"
    ),
    "003-48817", datetime.datetime(2024, 11, 23, 17, 42),
    (
        _item("Sourdough loaf", "1", "3.40", "0"),
        _item("Whole milk 2L", "2", "1.65", "0"),
        _item("Free range eggs x12", "1", "3.25", "0"),
        _item("Bananas loose", "0.865", "1.12", "0", unit="kg"),
        _item("Cheddar mature 400g", "1", "4.20", "0"),
        _item("Ground coffee 250g", "2", "4.95", "0"),
        _item("Olive oil 500ml", "1", "6.80", "0"),
        _item("Tomatoes on vine", "1", "2.10", "0"),
        _item("Washing up liquid", "1", "1.35", "20"),
        _item("Oat flakes 1kg", "1", "1.75", "0"),
        _item("Dark chocolate 85%", "3", "2.20", "20"),
        _item("Sparkling water 6x1L", "2", "2.99", "20"),
        _item("Kitchen roll x2", "1", "2.75", "20"),
        _item("Salted butter 250g", "2", "2.35", "0"),
        _item("Braeburn apples bag", "1", "1.95", "0"),
        _item("Pasta penne 500g", "4", "0.89", "0"),
        _item("Chopped tomatoes tin", "4", "0.65", "0"),
        _item("Red onions net", "1", "1.05", "0"),
        _item("Lemon & thyme chicken", "1", "6.50", "0"),
        _item("Rocket salad 90g", "1", "1.40", "0"),
        _item("Greek yoghurt 1kg", "1", "3.60", "0"),
        _item("Batteries AA x8", "1", "5.99", "20"),
        _item("Shampoo birch 300ml", "1", "3.49", "20"),
        _item("Bin bags 30L x20", "1", "2.29", "20"),
        _item("Birthday card", "1", "1.99", "20"),
        _item("Carrier bag", "2", "0.30", "20"),
    ),
    "card", discount=Decimal("4.00"), card_last4="0004",
    notes=("You saved £4.00 today",),
)  # fmt: skip

BANK_CARD = BankCard(
    "4005519200000004", Day(2028, 9, 1), "MARA E LINDQVIST", "Utopia Bank", valid_from=Day(2024, 10, 1)
)

PASSPORT = Identity(
    "passport", "UTO", "UP4837152", "LINDQVIST", "MARA ELISE", sex="F",
    birth_date=Day(1988, 8, 12), birth_place="AMAUROT", nationality="UTO", personal_number="880812K0427",
    issue_date=Day(2021, 6, 3), expiry_date=Day(2031, 6, 2), authority="PASSPORT OFFICE AMAUROT",
)  # fmt: skip

ID_CARD = Identity(
    "id_card", "UTO", "T7204913K", "SÖDERQVIST", "JONAS ÉMILE", sex="M",
    birth_date=Day(1979, 2, 27), birth_place="ANYDER", nationality="UTO",
    issue_date=Day(2022, 1, 17), expiry_date=Day(2032, 1, 16), authority="City of Amaurot",
    address=("Kanalgasse 41", "10117 Amaurot"), height="183 cm",
)  # fmt: skip

LICENCE = Identity(
    "driving_licence", "UTO", "LQ-0318-77452", "BRANDT-OKAFOR", "Tobias", birth_date=Day(1995, 11, 30),
    birth_place="Anyder", personal_number="951130R118",
    issue_date=Day(2019, 4, 8), expiry_date=Day(2034, 4, 7), authority="UTO-Amaurot",
    address=("7 Weaver's Yard", "10119 Amaurot"), licence_classes=("AM", "B", "BE"),
)  # fmt: skip

RESIDENT_CARD = Identity(
    "id_card", full_name="沈望舒", sex="F", ethnicity="汉", birth_date=Day(1896, 3, 17),
    address=("乌托邦市青石区", "柳叶巷18号3单元501室"), personal_number="110101189603170025",
)  # fmt: skip
