#!/usr/bin/env python3
"""Write the zone documents of this folder from the compiled IANA tz database.

    python3 generate.py                  rewrite every document already here
    python3 generate.py Asia/Dubai ...   the same, and add these zones
    python3 generate.py --check          write nothing, fail if a document would change

The source is the Python package `tzdata`, at the version in requirements.txt. Its files are compiled
TZif; this script cuts each one down to what holds from START on and keeps the POSIX footer, so that
all later years are covered too.
"""

import argparse
import base64
import io
import json
import struct
import sys
from datetime import datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata

HERE = Path(__file__).resolve().parent
FORMAT = "return-policy-zone/1"

# 1999-12-31T00:00:00Z: a day early, so that the year 2000 is whole on the wall clock of every zone.
START = 946598400

# Local time before START is "unspecified", which TZif spells as offset 0, designation "-00".
UNSPECIFIED = (0, 0, "-00")

HEADER = struct.Struct(">4s1s15x6L")


def pinned_version():
    for line in (HERE / "requirements.txt").read_text().splitlines():
        name, _, version = line.partition("==")
        if name.strip() == "tzdata":
            return version.strip()
    sys.exit("requirements.txt does not pin tzdata")


def compiled(zone):
    """The package's TZif bytes for one zone."""
    path = resources.files("tzdata").joinpath("zoneinfo", *zone.split("/"))
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        sys.exit(f"no such zone in tzdata {tzdata.IANA_VERSION}: {zone}")


def parse(data):
    """(version byte, transition times, their types, all types, footer) of the 64-bit block.

    A type is (offset, is_dst, designation)."""
    magic, version, isut, isstd, leap, times, types, chars = HEADER.unpack_from(data)
    if magic != b"TZif" or version < b"2":
        raise ValueError("not a TZif file of version 2 or later")
    at = HEADER.size + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    magic, version, isut, isstd, leap, times, types, chars = HEADER.unpack_from(data, at)
    if magic != b"TZif" or leap:
        raise ValueError("unexpected second block")
    at += HEADER.size
    when = struct.unpack_from(f">{times}q", data, at)
    at += times * 8
    which = tuple(data[at : at + times])
    at += times
    raw = [struct.unpack_from(">lBB", data, at + 6 * i) for i in range(types)]
    at += types * 6
    names = data[at : at + chars]
    at += chars + isstd + isut
    footer = data[at:]
    if footer[:1] != b"\n" or footer[-1:] != b"\n" or footer.count(b"\n") != 2:
        raise ValueError("no footer")
    kinds = [(off, dst, names[i : names.index(b"\0", i)].decode()) for off, dst, i in raw]
    return version, when, which, kinds, footer[1:-1]


def in_force(data, instant):
    """The type in force at an instant, which after the last transition only the footer can tell."""
    zone = ZoneInfo.from_file(io.BytesIO(data))
    local = datetime.fromtimestamp(instant, zone)
    return int(local.utcoffset().total_seconds()), int(bool(local.dst())), local.tzname()


def slim(data):
    """The same zone from START on, in as few bytes as TZif allows."""
    version, when, which, kinds, footer = parse(data)
    if version not in b"23" or not footer:
        raise ValueError("this zone needs more than a version 3 file can say")

    steps = [(START, in_force(data, START))]
    steps += [(t, kinds[k]) for t, k in zip(when, which) if t > START]

    table = [UNSPECIFIED]
    for _, kind in steps:
        if kind not in table:
            table.append(kind)
    names = b""
    index = {}
    for name in sorted({k[2] for k in table}, key=lambda n: (-len(n), n)):  # EST hides in AEST
        text = name.encode() + b"\0"
        if text not in names:
            names += text
        index[name] = names.index(text)

    # The first block is for readers of version 1 only: the least the format permits.
    out = HEADER.pack(b"TZif", version, 0, 0, 0, 0, 1, 1) + bytes(7)
    out += HEADER.pack(b"TZif", version, 0, 0, 0, len(steps), len(table), len(names))
    out += b"".join(struct.pack(">q", t) for t, _ in steps)
    out += bytes(table.index(k) for _, k in steps)
    out += b"".join(struct.pack(">lBB", off, dst, index[name]) for off, dst, name in table)
    return out + names + b"\n" + footer + b"\n"


def document(zone):
    doc = {
        "format": FORMAT,
        "id": zone,
        "version": tzdata.IANA_VERSION,
        "tzif": base64.b64encode(slim(compiled(zone))).decode(),
    }
    return json.dumps(doc, indent=2) + "\n"


def main():
    parser = argparse.ArgumentParser(description="Write the zone documents of this folder.")
    parser.add_argument("zones", nargs="*", metavar="ZONE", help="IANA zone to add, such as Asia/Dubai")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    args = parser.parse_args()

    if tzdata.__version__ != pinned_version():
        sys.exit(f"tzdata {tzdata.__version__} is installed, requirements.txt says {pinned_version()}")

    here = {path: path.read_text() for path in HERE.glob("*.json")}
    zones = {json.loads(text)["id"] for text in here.values()} | set(args.zones)
    want = {HERE / (zone.replace("/", "-") + ".json"): document(zone) for zone in sorted(zones)}

    drift = sorted(p for p in here.keys() | want.keys() if here.get(p) != want.get(p))
    if args.check:
        for path in drift:
            print(f"differs: {path.name}", file=sys.stderr)
        sys.exit(1 if drift else 0)
    for path in drift:
        if path in want:
            path.write_text(want[path])
            print(f"wrote {path.name}")
        else:
            print(f"not the file name its id asks for: {path.name}", file=sys.stderr)
    print(f"{len(want)} zones, tzdata {tzdata.IANA_VERSION}")


if __name__ == "__main__":
    main()
