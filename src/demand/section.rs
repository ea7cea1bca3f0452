//! The sections of a pack: which text holds them, and the records in each.

use std::collections::BTreeMap;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::issue::{Fault, Report};
use super::sheet::{Broken, Node, Place, Scanner, Sheet};

/// The name of a section, which is also the stem of its file.
pub(super) type Name = &'static str;

/// Every section, in reading order.
pub(super) const NAMES: [Name; 11] = [
    "pack",
    "sources",
    "figures",
    "premiums",
    "assumptions",
    "skills",
    "levels",
    "services",
    "targets",
    "resources",
    "series",
];

/// One section: its records where they stand in a text.
#[derive(Debug)]
struct Section<'a> {
    sheet: &'a Sheet,
    /// Where the section begins and ends.
    span: (usize, usize),
    records: Vec<Node>,
}

/// The sections of one pack.
#[derive(Debug, Default)]
pub(super) struct Sections<'a> {
    found: BTreeMap<Name, Section<'a>>,
}

/// A record as its file type reads it, with its place.
#[derive(Debug)]
pub(super) struct Row<'a, T> {
    /// What the record says.
    pub(super) raw: T,
    sheet: &'a Sheet,
    node: Node,
}

impl<'a, T> Row<'a, T> {
    /// Where the record begins.
    pub(super) const fn place(&self) -> Place<'a> {
        self.sheet.place(self.node.start)
    }

    /// Where the value of `field` begins.
    pub(super) fn field(&self, field: &str) -> Place<'a> {
        self.sheet.place(self.node.field(field, self.sheet).start)
    }

    /// Where the entry `index` of the list `field` begins.
    pub(super) fn entry(&self, field: &str, index: usize) -> Place<'a> {
        self.sheet.place(self.node.field(field, self.sheet).item(index).start)
    }

    /// Where the value of `inner` begins in the value of `field`.
    pub(super) fn inner_field(&self, field: &str, inner: &str) -> Place<'a> {
        self.sheet.place(self.node.field(field, self.sheet).field(inner, self.sheet).start)
    }

    /// Where the value of `inner` begins in the entry `index` of the list `field`.
    pub(super) fn inner(&self, field: &str, index: usize, inner: &str) -> Place<'a> {
        self.sheet.place(self.node.field(field, self.sheet).item(index).field(inner, self.sheet).start)
    }

    /// Where the entry `place` of the list `inner` begins in the entry `index` of the list `field`.
    pub(super) fn inner_entry(&self, field: &str, index: usize, inner: &str, place: usize) -> Place<'a> {
        self.sheet.place(self.node.field(field, self.sheet).item(index).field(inner, self.sheet).item(place).start)
    }
}

/// Finds the sections in the texts: a file named after a section is that section, unless it holds several by name.
pub(super) fn split<'a>(sheets: &'a [Sheet], report: &mut Report) -> Sections<'a> {
    let mut sections = Sections::default();
    for sheet in sheets {
        let stem = sheet.name().strip_suffix(".ron").unwrap_or(sheet.name());
        match section_name(stem).filter(|_| !holds_sections(sheet)) {
            Some(name) => sections.read_section_file(sheet, name, report),
            None => sections.read_whole_pack(sheet, report),
        }
    }
    if let Some(first) = sheets.first() {
        for name in NAMES.into_iter().filter(|name| !sections.found.contains_key(name)) {
            report.error(&first.place(0), &Fault::MissingSection(name));
        }
    }
    sections
}

impl<'a> Sections<'a> {
    /// Where the section begins, or the start of any text.
    pub(super) fn place(&self, name: Name) -> Option<Place<'a>> {
        self.found.get(name).map(|section| section.sheet.place(section.span.0))
    }

    /// Reads each record of a section; one that cannot be read is reported and left out.
    pub(super) fn rows<T: DeserializeOwned>(&mut self, name: Name, report: &mut Report) -> Vec<Row<'a, T>> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let Some(section) = self.found.get_mut(name) else { return Vec::new() };
        let sheet = section.sheet;
        let mut rows = Vec::new();
        for node in std::mem::take(&mut section.records) {
            match options.from_str(sheet.slice(node.start, node.end)) {
                Ok(raw) => rows.push(Row { raw, sheet, node }),
                Err(error) => {
                    let start = error.span.start;
                    let place = sheet.place_within(node.start, start.line, start.col);
                    report.error(&place, &Fault::Syntax(plain(&error.code.to_string())));
                }
            }
        }
        rows
    }

    /// A digest of the content of all sections (FNV-1a, 64 bits), the same whether lines end with LF or CR LF.
    pub(super) fn digest(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut feed = |bytes: &mut dyn Iterator<Item = u8>| {
            for byte in bytes {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for (name, section) in &self.found {
            let text = section.sheet.slice(section.span.0, section.span.1);
            feed(&mut name.bytes().chain([0]));
            feed(&mut text.bytes().filter(|byte| *byte != b'\r').chain([0]));
        }
        format!("{hash:016x}")
    }

    fn read_section_file(&mut self, sheet: &'a Sheet, name: Name, report: &mut Report) {
        let mut scanner = Scanner::new(sheet.text());
        let start = scanner.next_byte().map(|_| scanner.at());
        let read = start.and_then(|start| {
            self.read_section(sheet, name, start, &mut scanner, report)?;
            refuse_rest(&mut scanner)
        });
        note_broken(read, sheet, report);
    }

    /// Reads `(pack: (...), sources: [...], ...)`.
    fn read_whole_pack(&mut self, sheet: &'a Sheet, report: &mut Report) {
        let mut scanner = Scanner::new(sheet.text());
        let read = self.read_named_sections(sheet, &mut scanner, report);
        note_broken(read, sheet, report);
    }

    fn read_named_sections(
        &mut self,
        sheet: &'a Sheet,
        scanner: &mut Scanner<'_>,
        report: &mut Report,
    ) -> Result<(), Broken> {
        if !scanner.take(b'(')? {
            return Err((scanner.at(), Fault::Expected("(pack: (...), sources: [...], ...)")));
        }
        while !scanner.take(b')')? {
            let Some((at, end)) = scanner.key()? else {
                return Err((scanner.at(), Fault::Expected("name: [...]")));
            };
            let key = sheet.slice(at, end);
            if let Some(name) = section_name(key) {
                scanner.next_byte()?;
                let start = scanner.at();
                self.read_section(sheet, name, start, scanner, report)?;
            } else {
                report.error(&sheet.place(at), &Fault::UnknownSection(key.to_owned()));
                scanner.value()?;
            }
            scanner.take(b',')?;
        }
        refuse_rest(scanner)
    }

    fn read_section(
        &mut self,
        sheet: &'a Sheet,
        name: Name,
        start: usize,
        scanner: &mut Scanner<'_>,
        report: &mut Report,
    ) -> Result<(), Broken> {
        let mut records = Vec::new();
        // What was read before the text broke is kept, so that its issues are reported as well.
        let read = match name {
            "pack" => scanner.value().map(|node| records.push(node)),
            _ => read_list(sheet, scanner, &mut records, report),
        };
        let section = Section { sheet, span: (start, scanner.at()), records };
        if self.found.insert(name, section).is_some() {
            report.error(&sheet.place(start), &Fault::SectionTwice(name));
        }
        read
    }
}

/// Reads `[record, record]`; a broken record is reported and stepped over.
fn read_list(
    sheet: &Sheet,
    scanner: &mut Scanner<'_>,
    records: &mut Vec<Node>,
    report: &mut Report,
) -> Result<(), Broken> {
    if !scanner.take(b'[')? {
        return Err((scanner.at(), Fault::Expected("[")));
    }
    let opened = scanner.at().saturating_sub(1);
    while !scanner.take(b']')? {
        let start = scanner.at();
        match scanner.next_byte()? {
            None => return Err((opened, Fault::NeverClosed('['))),
            Some(b',') => {
                scanner.take(b',')?;
            }
            Some(byte @ (b')' | b'}')) => {
                report.error(&sheet.place(start), &Fault::StrayClose(char::from(byte)));
                scanner.take(byte)?;
            }
            Some(_) => match scanner.value() {
                Ok(node) => records.push(node),
                Err((at, fault)) => {
                    report.error(&sheet.place(at), &fault);
                    scanner.skip_record(start);
                }
            },
        }
    }
    Ok(())
}

/// Whether the text begins like a whole pack, whatever its file is called.
fn holds_sections(sheet: &Sheet) -> bool {
    let mut scanner = Scanner::new(sheet.text());
    scanner.take(b'(').is_ok_and(|taken| taken)
        && matches!(scanner.key(), Ok(Some((start, end))) if section_name(sheet.slice(start, end)).is_some())
}

fn refuse_rest(scanner: &mut Scanner<'_>) -> Result<(), Broken> {
    scanner.next_byte()?.map_or(Ok(()), |_| Err((scanner.at(), Fault::Expected("the end of the file"))))
}

fn note_broken(read: Result<(), Broken>, sheet: &Sheet, report: &mut Report) {
    if let Err((at, fault)) = read {
        report.error(&sheet.place(at), &fault);
    }
}

fn section_name(name: &str) -> Option<Name> {
    NAMES.into_iter().find(|known| *known == name)
}

/// The words of `ron` in the manner of ours: lower case, no full stop.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.').replace("Unexpected missing field", "missing field");
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
