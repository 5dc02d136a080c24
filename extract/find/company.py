"""How names of firms and lines of addresses look: legal forms, streets, postal codes, countries."""

from __future__ import annotations

import re

from ..notation import countries
from ..notation.contacts import find_emails, find_phones, find_websites

# Legal forms of firms in Europe, America and Asia, as printed after (or before) the name.
_LEGAL_FORMS = r"""
    GmbH(?:\s?&\s?Co\.?\s?(?:KG|OHG|KGaA))? | gGmbH | mbH | AG | KGaA | SE | e\.\s?K\. | e\.\s?V\. | OHG | GbR | UG | eG
  | (?-i:KG) | (?-i:OG)
  | Ltd\.? | Limited | LLC | L\.L\.C\. | LLP | PLC | Inc\.? | Incorporated | Corp\.? | Corporation | Company
  | (?-i:Co\.) | Group
  | S\.?A\.?R\.?L\.? | S\.?A\.?S\.?U? | (?-i:SA|S\.A\.|SCI|SNC|EURL|SCOP|EI)
  | S\.?r\.?l\.?s? | S\.?p\.?A\.? | S\.?n\.?c\.? | S\.?a\.?s\.?
  | (?-i:S\.?L\.?U?\.?) | (?-i:S\.?A\.?U\.?)
  | B\.?V\.? | N\.?V\.? | V\.?O\.?F\.? | BVBA | SPRL | SRL
  | A/S | ApS | (?-i:AS|ASA|AB|Oy|Oyj) | Lda\.? | Ltda\.?
  | Sp\.?\s?z\.?\s?o\.?\s?o\.? | s\.\s?r\.\s?o\.? | a\.\s?s\. | Kft\.? | Zrt\.? | d\.\s?o\.\s?o\.? | (?-i:OÜ|UAB|SIA)
  | Sdn\.?\s?Bhd\.? | Pte\.?(?:\s?Ltd\.?)? | Pvt\.?(?:\s?Ltd\.?)? | Pty\.?(?:\s?Ltd\.?)? | K\.K\. | Sagl
"""
_COMPANY = re.compile(rf"(?:^|(?<=[\s,.&-]))(?:{_LEGAL_FORMS})(?=$|[\s,;:)·|•])", re.IGNORECASE | re.VERBOSE)
_CHINESE_COMPANY = re.compile(r"公司|集团|事务所|商行|超市|酒店|中心|厂$|店$|株式会社|有限会社")

_FIRM_WORDS = re.compile(
    r"""
    \b(?:Group|Gruppe|Groupe|Holdings?|Solutions|Services|Industries|Enterprises?|Technologies|Systems?|Studios?|Consulting
        |Trading|Traders|Suppl(?:y|ies)|Logisti(?:cs|k)|Partners?|Associates|Brothers|Sons|Foundation|University|Universität
        |Hotel|Bank|Stadtwerke|Verein|Stiftung|Verlag|Werke|Handel|Bau|Services|Agency|Agence|Société|Etablissements)\b
    | ^[^\W\d][\w']+,\s[\w']+\s(?:and|und|et|&)\s[\w']+$     # Smith, Jones and Lee
    | ^[^\W\d][\w']+\s(?:and|und|et|&)\s[\w']+$               # Smith and Lee
    | ^[A-Z][\w']+-[A-Z][\w']+$                              # Miller-Lee alone on a line
    """,
    re.VERBOSE,
)

_STREET_WORD = re.compile(
    r"""
    (?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|ring|ufer|damm|chaussee|markt|promenade|steig|graben)(?=\s|\d|,|$)
    | \b(?:rue|avenue|av\.?|boulevard|bd\.?|chemin|impasse|quai|place|all[ée]e|route|cours|zone|z\.?[ai]\.?
        |lieu[- ]dit|lotissement)\s
    | \b(?:street|st\.?|road|rd\.?|lane|ln\.?|drive|dr\.?|avenue|ave\.?|boulevard|blvd\.?|court|ct\.?|way
        |square|sq\.?|place|pl\.?|terrace|close|parkway|pkwy|highway|hwy|trail|plaza|circle|suite|floor|building|apt\.?|unit|crescent|grove|hill|park|house)\b
    | \b(?:via|viale|piazza|corso|largo|strada|calle|c/|avda\.?|avenida|plaza|paseo|carretera|rua|travessa
        |ul\.|ulica|al\.)\s
    | (?:straat|laan|plein|kade|gracht|dijk|gatan|v[äa]gen|gade|vej|vei|katu)(?=\s|\d|,|$)
    | \b(?:jalan|jln\.?|lorong|taman)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PO_BOX = re.compile(
    r"\b(?:postfach|p\.?\s?o\.?\s?box|b\.?p\.?|c\.?p\.?|apartado|postbus|casella postale|skr\. poczt\.)\s?\d",
    re.IGNORECASE,
)
_NUMBER_LAST = re.compile(
    r"^[^\W\d][^\d]{2,40}[\s.](?:n[°º]\s?)?\d{1,4}\s?[a-zA-Z]?(?:\s?[-/+]\s?\d{1,4}\s?[a-zA-Z]?)?,?$"
)
_NUMBER_FIRST = re.compile(r"^\d{1,5}\s?(?:bis|ter|[a-zA-Z])?(?:\s?[-/]\s?\d{1,4})?,?\s+[^\W\d].{2,}")
_CHINESE_STREET = re.compile(r"[路街道巷弄村镇乡]\S*\d+\s?[号號]|[省市区县]\S*[路街道镇]|\d+\s?[号號](?:楼|院|室)?")

_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP AP AE AA FM MH PW ON QC BC AB MB SK NS NB NL PE YT NT NU "
    "NSW VIC QLD TAS ACT"
).replace(" ", "|")

_POSTAL = re.compile(
    rf"""
    # DE 80333 München
    ^(?:(?:[A-Z]{{1,3}}[-–\s]\s?)?\d{{4,5}}(?:[-\s]\d{{3}})?)\s+[^\W\d][\w'’./()-]*
      (?:[\s,][^\d@]*)?(?:cedex\s?\d*)?.{{0,40}}$
    | ^(?:[A-Z]{{2}}[-–\s])?\d{{2}}-\d{{3}}\s+[^\W\d]                     # 00-950 Warszawa
    | ^(?:[A-Z]{{2}}[-–\s])?\d{{3}}\s\d{{2}}\s+[^\W\d]                    # 110 00 Praha
    | ^\d{{4}}\s?[A-Z]{{2}}(?:\s+[^\W\d].*)?$                             # 1012 AB Amsterdam
    | \b(?:{_STATES})\.?,?\s+\d{{5}}(?:-\d{{4}})?\b                       # KS 27272
    | \b(?:{_STATES})\.?,?\s+(?:[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{{4}})\b       # ON K1A 0B1
    | \b[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}}\b                           # SW1A 1AA
    | [^\W\d]{{3,}}[\s,-]+(?:[A-Z]{{2}}\s)?\d{{5,6}}(?:,?\s[^\W\d]+)*$    # Anneburgh 27272, Mumbai-400001
    """,
    re.VERBOSE,
)
_PERSON = re.compile(
    r"^(?:z\.\s?hd\.?|zu h[äa]nden|herrn?|frau|mr\.?|mrs\.?|ms\.?|monsieur|madame|m\.|mme"
    r"|attn\.?:?|attention|c/o|att:|t\.a\.v\.?|à l'attention|contact|sig\.?|sr\.?a?\.?)\s",
    re.IGNORECASE,
)


def is_company(text: str) -> bool:
    """Whether a text names a firm by its legal form."""
    return bool(_COMPANY.search(text) or _CHINESE_COMPANY.search(text))


def is_legal_form(text: str) -> bool:
    """Whether a text is a legal form and nothing else: the second line of a wrapped name."""
    return _COMPANY.fullmatch(text.strip()) is not None


def looks_like_firm(text: str) -> bool:
    """Whether a name is rather a firm's than a person's, though it shows no legal form."""
    return is_company(text) or bool(_FIRM_WORDS.search(text.strip()))


def is_street(text: str) -> bool:
    """Whether a line looks like a street with a house number, or a post office box."""
    text = text.strip()
    if _PO_BOX.search(text) or _CHINESE_STREET.search(text):
        return True
    has_number = any(character.isdigit() for character in text)
    if _STREET_WORD.search(text + " ") and (has_number or not is_company(text)):
        return has_number or bool(re.match(r"(?i)(?:rue|via|calle|avenue)\s", text))
    return bool(_NUMBER_LAST.match(text) or _NUMBER_FIRST.match(text))


def is_postal(text: str) -> bool:
    """Whether a line holds a postal code with its town; "4711 Innovation Drive" is a street."""
    text = text.strip().rstrip(",.")
    if not _POSTAL.search(text):
        return False
    numbered = _NUMBER_FIRST.match(text) is not None and _STREET_WORD.search(text + " ") is not None
    return not numbered or sum(map(str.isdigit, text)) > 7


def is_country(text: str) -> bool:
    """Whether a line is the name of a country, or its code."""
    bare = text.strip().strip(".,()")
    return len(bare) > 1 and countries.code_of(bare) is not None


def is_person(text: str) -> bool:
    """Whether a line addresses a person ("z. Hd. Frau ...", "Attn. ...")."""
    return bool(_PERSON.match(text.strip() + " "))


def is_contact(text: str) -> bool:
    """Whether a line is a phone, an e-mail address or a website and little else."""
    found = (*find_emails(text), *find_websites(text))
    if found:
        return True
    return any(2 * (phone.end - phone.start) > len(text) for phone in find_phones(text))
