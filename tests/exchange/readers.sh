#!/usr/bin/env bash
# Holds every export against other people's readers. PREMIA is the binary; a reader that is not installed is named and
# left out. Ends with 77 if none is there.
set -euo pipefail
premia="${PREMIA:-target/debug/premia}"
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
profile="$desk/profile.ron"
ran=0

# A profile whose words hold what formats trip over.
cat >"$profile" <<'RON'
(
  schema_version: 1,
  name: "=1+1 | <b>&\"Søn\" *x*, O'Neill; \\\\n",
  setup: Done,
  service: "video_editor",
  rate: 45.0,
  currency: "EUR",
  billable_hours: 25.0,
  learning_hours: 6.0,
  displacement: 0.0,
  fee: 0.1,
  horizon_months: 24,
  target: Target("ai_video_producer"),
  skills: {
    "prompt_engineering": (
      level: 1,
      evidence: [(link: "notes.txt", client: "O'Neill & Søn", date: "2026-02-03", outcome: "Saved 12 h a week")],
    ),
  },
  outlook: (goes_on: 0.25, plateaus: 0.5, falls_back: 0.25),
)
RON

for format in pdf markdown csv csv-months json json-resume ics svg svg-steps png png-steps; do
    "$premia" export --format "$format" --to "$desk/$format" --profile "$profile" --today 2026-11-22 >/dev/null
done
"$premia" export --format csv --decimal-comma --to "$desk/comma" --profile "$profile" --today 2026-11-22 >/dev/null
if "$premia" export --format csv --to "$desk/csv" --profile "$profile" 2>/dev/null; then
    echo "a file that was there was overwritten" >&2
    exit 1
fi

# Runs a check if its tool is there: reader NAME TEST-FOR-IT... -- COMMAND...
reader() {
    local name=$1 test=()
    shift
    while [ "$1" != "--" ]; do
        test+=("$1")
        shift
    done
    shift
    if ! "${test[@]}" >/dev/null 2>&1; then
        echo "skipped: $name is not installed"
        return
    fi
    if ! "$@" >"$desk/out" 2>&1; then
        echo "$name refuses it:" >&2
        cat "$desk/out" >&2
        exit 1
    fi
    ran=$((ran + 1))
    echo "read by $name: $(tail -n 1 "$desk/out")"
}

# A manager of Python versions may hide the one that has the system's packages.
python=python3
! /usr/bin/python3 -c "import icalendar, vobject" 2>/dev/null || python=/usr/bin/python3
reader "python icalendar" "$python" -c "import icalendar" -- "$python" - "$desk/ics" <<'PY'
import sys, icalendar
events = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")
assert events and len({str(event["UID"]) for event in events}) == len(events)
assert all(event["DTEND"].dt > event["DTSTART"].dt and not hasattr(event["DTSTART"].dt, "hour") for event in events)
print(len(events), "events")
PY
reader "python vobject" "$python" -c "import vobject" -- "$python" - "$desk/ics" <<'PY'
import sys, vobject
events = list(vobject.readOne(open(sys.argv[1], newline="").read()).vevent_list)
assert all(event.summary.value.startswith("Learn ") for event in events)
print(len(events), "events")
PY
reader "python csv" python3 -c "import csv" -- python3 - "$desk/csv" "$desk/csv-months" "$desk/comma" <<'PY'
import csv, sys
for path, delimiter in zip(sys.argv[1:], ",,;"):
    rows = list(csv.reader(open(path, encoding="utf-8-sig", newline=""), delimiter=delimiter, strict=True))
    assert len(rows) > 2 and len({len(row) for row in rows}) == 1, path
    number = lambda cell: cell.lstrip("-").replace(",", "").replace(".", "").isdigit()
    assert all(number(cell) or not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row), path
    print(len(rows), "rows")
PY
# What a spreadsheet has of a table after it went through it: as many rows and columns, the same words, no formula.
cat >"$desk/office.sh" <<'SH'
set -e
cp "$1/csv" "$1/steps.csv"
HOME="$1" soffice --headless --convert-to xlsx --outdir "$1/office" "$1/steps.csv"
HOME="$1" soffice --headless --convert-to csv --outdir "$1/office" "$1/office/steps.xlsx"
python3 - "$1/csv" "$1/office/steps.csv" <<'PY'
import csv, sys
ours, theirs = (list(csv.reader(open(path, encoding="utf-8-sig", newline=""))) for path in sys.argv[1:])
assert [len(row) for row in ours] == [len(row) for row in theirs], "another shape"
assert [row[1] for row in ours] == [row[1] for row in theirs], "other words"
print(len(theirs), "rows")
PY
SH
reader "LibreOffice" command -v soffice -- sh "$desk/office.sh" "$desk"
for chart in svg svg-steps; do
    reader "xmllint" command -v xmllint -- xmllint --noout --nonet "$desk/$chart"
    reader "rsvg-convert" command -v rsvg-convert -- rsvg-convert -o "$desk/$chart.png" "$desk/$chart"
done
reader "qpdf" command -v qpdf -- qpdf --check "$desk/pdf"
# What a person finds on the pages, and that no line is lost: a heading, the foot of the last page, a source's address.
reader "pdftotext" command -v pdftotext -- sh -c "pdftotext -layout '$desk/pdf' '$desk/pdf.txt' &&
    for words in '=1+1 | <b>' 'Estimate of 2026-11-22' 'Sources' 'https://' 'Page 1 of'; do
        grep -qF \"\$words\" '$desk/pdf.txt' || { echo \"\$words is missing\"; exit 1; }
    done; wc -w <'$desk/pdf.txt'"
reader "pdfinfo" command -v pdfinfo -- sh -c "pdfinfo '$desk/pdf' | grep -E '^Tagged: +yes'"
for picture in png png-steps; do
    reader "python png" python3 -c "import zlib" -- python3 - "$desk/$picture" <<'PY'
import struct, sys, zlib
data, at, pixels = open(sys.argv[1], "rb").read(), 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    body = data[at + 8:at + 8 + size]
    assert zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
    if kind == b"IHDR":
        width, height = struct.unpack(">II", body[:8])
    pixels += body if kind == b"IDAT" else b""
    at += 12 + size
assert width == 1920 and len(zlib.decompress(pixels)) == height * (1 + 4 * width)
print(width, "by", height)
PY
done
reader "cmark" command -v cmark -- sh -c "cmark '$desk/markdown' | grep -c '<h2>'"
reader "python jsonschema" python3 -c "import jsonschema" -- python3 - "$desk/json" assets/schema/premia-plan.schema.json <<'PY'
import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))
print("the plan is what its description says")
PY
if [ -n "${RESUME_SCHEMA:-}" ]; then
    reader "JSON Resume's schema" python3 -c "import jsonschema" -- python3 - "$desk/json-resume" "$RESUME_SCHEMA" <<'PY'
import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))
print("a JSON Resume")
PY
fi
[ "$ran" -gt 0 ] || exit 77
