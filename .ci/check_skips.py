"""Print each skipped test with its reason; fail on one that the committed list does not name.

Usage: check_skips.py RESULTS.xml EXPECTED.txt   (a line of EXPECTED: the test's name, # comments)
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def main(results: str, expected_file: str) -> int:
    lines = Path(expected_file).read_text(encoding="utf-8").splitlines()
    expected = {line.split("#")[0].strip() for line in lines} - {""}
    unexpected = 0
    for case in ElementTree.parse(results).iter("testcase"):
        skipped = case.find("skipped")
        if skipped is None:
            continue
        name = f"{case.get('classname')}::{case.get('name')}"
        known = name.split("[")[0] in expected
        unexpected += not known
        sys.stdout.write(f"skipped{'' if known else ' UNEXPECTEDLY'}: {name}: {skipped.get('message')}\n")
    return 1 if unexpected else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
