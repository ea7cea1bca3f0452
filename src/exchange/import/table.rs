//! Tables with a heading: skills, positions, projects and certificates, told apart by the names of their columns.

use csv::{ReaderBuilder, StringRecord};

use super::{date, level, plain, tidy};
use crate::plan::intake::{Column, Found, Mapped, Mention, Position, Proof, TableColumn, Unread};
use crate::plan::profile::{Evidence, EvidenceKind};
use crate::plan::words::fold;

/// The columns that are read, each with its names in several languages.
const COLUMNS: [(Column, &[&str]); 8] = [
    (
        Column::Name,
        &[
            "Skill",
            "Skill name",
            "Name",
            "Kenntnis",
            "Kompetenz",
            "Fähigkeit",
            "Compétence",
            "Nom",
            "Habilidad",
            "Aptitud",
            "Nombre",
            "Nome",
            "Competenza",
            "Competência",
            "Vaardigheid",
            "Naam",
            "Umiejętność",
            "Nazwa",
        ],
    ),
    (Column::Level, &["Level", "Skill level", "Proficiency", "Niveau", "Stufe", "Nivel", "Livello", "Nível", "Poziom"]),
    (
        Column::Title,
        &[
            "Title",
            "Position",
            "Job title",
            "Role",
            "Headline",
            "Titre",
            "Titel",
            "Título",
            "Titolo",
            "Poste",
            "Puesto",
            "Cargo",
            "Functie",
            "Stanowisko",
            "Slogan",
        ],
    ),
    (
        Column::Words,
        &[
            "Description",
            "Summary",
            "Notes",
            "Beschreibung",
            "Zusammenfassung",
            "Résumé",
            "Descripción",
            "Resumen",
            "Descrizione",
            "Riepilogo",
            "Descrição",
            "Resumo",
            "Beschrijving",
            "Opis",
        ],
    ),
    (
        Column::Start,
        &[
            "Started on",
            "Start date",
            "Start",
            "From",
            "Date",
            "Issued on",
            "Datum",
            "Beginn",
            "Beginn am",
            "Gestartet am",
            "Startdatum",
            "Début",
            "Date de début",
            "Commencé le",
            "Inicio",
            "Fecha de inicio",
            "Empezado el",
            "Iniziato il",
            "Data de início",
            "Iniciado em",
            "Data rozpoczęcia",
        ],
    ),
    (
        Column::End,
        &[
            "Finished on",
            "End date",
            "End",
            "To",
            "Ende",
            "Beendet am",
            "Enddatum",
            "Fin",
            "Date de fin",
            "Terminé le",
            "Fecha de fin",
            "Finalizado el",
            "Terminato il",
            "Data de término",
            "Finalizado em",
            "Data zakończenia",
        ],
    ),
    (Column::Link, &["Url", "Link", "Evidence", "Website", "Lien", "Enlace", "Adresse"]),
    (
        Column::Issuer,
        &["Authority", "Issuer", "Client", "Kunde", "Aussteller", "Autorité", "Cliente", "Autoridad", "Autorità"],
    ),
];

/// The most columns that a person is shown.
const MOST_COLUMNS: usize = 60;

/// Reads every row that can be read, and says which cannot; `mapped` headings win over the usual ones.
pub(super) fn read(text: &str, mapped: &[Mapped], found: &mut Found) {
    let (text, skipped) = without_notes(text);
    let at = |line: u64| Some(line + skipped);
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let heads = match reader.headers() {
        Ok(heads) => {
            let known = Heads::new(heads, mapped);
            found.tables.push(known.columns(heads, text));
            known
        }
        Err(error) => {
            found.unread.push(Unread { line: at(1), what: error.to_string() });
            return;
        }
    };
    if !heads.has(Column::Name) && !heads.has(Column::Title) && !heads.has(Column::Words) {
        let what = "no column is called \"Skill\", \"Name\" or \"Title\"".to_owned();
        found.unread.push(Unread { line: at(1), what });
        return;
    }
    for record in reader.records() {
        match record {
            Ok(record) => heads.row(&record, record.position().and_then(|place| at(place.line())), found),
            Err(error) => {
                let line = error.position().and_then(|place| at(place.line()));
                found.unread.push(Unread { line, what: error.to_string() });
            }
        }
    }
}

/// The table behind the notes that LinkedIn puts before some, and how many lines they take.
fn without_notes(text: &str) -> (&str, u64) {
    if !text.trim_start().starts_with("Notes:") {
        return (text, 0);
    }
    let mut rest = text;
    let mut lines = 0;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        lines += 1;
        if line.trim().is_empty() {
            break;
        }
    }
    (rest, lines)
}

/// What parts the cells: whichever of the usual signs the heading has most of.
fn delimiter(text: &str) -> u8 {
    let heading = text.lines().next().unwrap_or_default();
    let count = |sign: u8| heading.matches(char::from(sign)).count();
    // Of equal counts the last wins, so that the comma is what is taken for a heading of one column.
    b"\t;,".iter().copied().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// What a column with this folded heading usually holds.
fn usual(head: &str) -> Option<Column> {
    COLUMNS.iter().find(|(_, names)| names.iter().any(|name| fold(name) == head)).map(|(column, _)| *column)
}

/// Which column is where.
struct Heads(Vec<Option<Column>>);

impl Heads {
    fn new(heads: &StringRecord, mapped: &[Mapped]) -> Self {
        let column = |head: &str| {
            let head = fold(head);
            match mapped.iter().find(|own| fold(&own.heading) == head) {
                Some(own) => own.column,
                None => usual(&head).filter(|column| !mapped.iter().any(|other| other.column == Some(*column))),
            }
        };
        Self(heads.iter().map(column).collect())
    }

    /// The columns with what they are taken for, and their cells in the first row.
    fn columns(&self, heads: &StringRecord, text: &str) -> Vec<TableColumn> {
        let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
        let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
        let columns = heads.iter().zip(&self.0).enumerate().map(|(at, (heading, holds))| TableColumn {
            heading: tidy(heading),
            holds: *holds,
            example: tidy(first.get(at).unwrap_or_default()),
        });
        columns.take(MOST_COLUMNS).collect()
    }

    fn has(&self, column: Column) -> bool {
        self.0.contains(&Some(column))
    }

    fn get<'a>(&self, record: &'a StringRecord, column: Column) -> &'a str {
        let index = self.0.iter().position(|at| *at == Some(column));
        index.and_then(|index| record.get(index)).unwrap_or_default().trim()
    }

    fn row(&self, record: &StringRecord, line: Option<u64>, found: &mut Found) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let cell = |column| self.get(record, column);
        if self.has(Column::Name) {
            self.named(record, found, line);
            return;
        }
        let title = tidy(cell(Column::Title));
        let words = format!("{title} . {}", cell(Column::Words));
        if !self.has(Column::Start) {
            // Words about a person, such as the headline of a profile.
            for part in [cell(Column::Title), cell(Column::Words)] {
                part.lines().for_each(|part| plain::words(part, line, found));
            }
        } else if let Some(start) = date::parse(cell(Column::Start)) {
            found.positions.push(Position { title, words, start, end: date::parse(cell(Column::End)) });
        } else {
            let what = format!("\"{title}\" has no day on which it began");
            found.unread.push(Unread { line, what });
        }
    }

    /// A skill, or a certificate or project if its row says who gave it and does not state a level.
    fn named(&self, record: &StringRecord, found: &mut Found, line: Option<u64>) {
        let cell = |column| self.get(record, column);
        let name = tidy(cell(Column::Name));
        if name.is_empty() {
            found.unread.push(Unread { line, what: "a row without a name".to_owned() });
            return;
        }
        let evidence = Evidence {
            link: tidy(cell(Column::Link)),
            client: tidy(cell(Column::Issuer)),
            date: date::parse(cell(Column::Start)),
            outcome: tidy(cell(Column::Words)),
            ..Evidence::default()
        };
        let is_proof = self.has(Column::Issuer) && !self.has(Column::Level);
        if is_proof {
            let evidence = Evidence { kind: EvidenceKind::Certificate, outcome: name.clone(), ..evidence };
            found.proofs.push(Proof { words: name, evidence });
            return;
        }
        if evidence != Evidence::default() {
            found.proofs.push(Proof { words: name.clone(), evidence });
        }
        let level = level::stated(cell(Column::Level));
        found.mentions.push(Mention { words: name, line, is_listed: true, level });
    }
}

/// Takes names of skills for those of certificates, where a table is known to list these.
pub(super) fn as_proofs(found: &mut Found) {
    for mention in found.mentions.drain(..) {
        let kind = EvidenceKind::Certificate;
        let evidence = Evidence { kind, outcome: mention.words.clone(), ..Evidence::default() };
        found.proofs.push(Proof { words: mention.words, evidence });
    }
}
