//! Which column of a table holds what, and what was said before of tables with the same headings.

use egui::{ComboBox, Context, Id, Ui};

use crate::plan::intake::{Column, Mapped, TableColumn};
use crate::state::{ImportFrom, ImportOffer};
use crate::ui::widgets::{small_link_ui, small_ui};

/// What was said of tables, by their headings, kept with the window's place.
const TEMPLATES: &str = "columns of imported tables";
/// The most tables that are remembered; of more the oldest is forgotten.
const MOST_TEMPLATES: usize = 24;
/// The most letters of an example.
const MOST_LETTERS: usize = 36;
/// The word for a column that is not read, where the others have those of the command line.
const NOT_READ: &str = "";

/// The headings of a table, and for each the word for what it holds.
type Template = (Vec<String>, Vec<String>);

/// What is to be read again, if the user said something else of these headings before.
pub(super) fn said_before(ctx: &Context, offer: &ImportOffer) -> Option<ImportFrom> {
    let (paths, table) = plain_table(offer)?;
    let (_, words) = templates(ctx).into_iter().find(|(headings, _)| *headings == self::headings(table))?;
    let said = table.iter().zip(&words).map(|(column, word)| Mapped {
        heading: column.heading.clone(),
        column: Column::ALL.into_iter().find(|(_, known)| known == word).map(|(column, _)| column),
    });
    let said: Vec<Mapped> = said.collect();
    let is_news = said.iter().zip(table).any(|(said, read)| said.column != read.holds);
    is_news.then(|| ImportFrom::Files(paths.to_vec(), said))
}

/// Shows what each column is taken for, and returns what is to be read again if the user says something else.
pub(super) fn columns_ui(ui: &mut Ui, offer: &ImportOffer) -> Option<ImportFrom> {
    let (ImportFrom::Files(paths, said), [table]) = (&offer.from, offer.tables.as_slice()) else { return None };
    let is_puzzling = offer.proposal.rows.is_empty();
    let header = egui::CollapsingHeader::new("Columns of the table").default_open(is_puzzling);
    let shown = header.show(ui, |ui| {
        let mut picked = None;
        for (at, column) in table.iter().enumerate() {
            let holds = column_ui(ui, at, column);
            if holds != column.holds {
                picked = Some(with(table, at, holds));
            }
        }
        if !said.is_empty() {
            small_ui(ui, "Kept for the next table with the same headings.");
            if small_link_ui(ui, "Take the columns by their headings again").clicked() {
                picked = Some(Vec::new());
            }
        }
        picked
    });
    let picked = shown.body_returned.flatten()?;
    remember(ui.ctx(), table, &picked);
    Some(ImportFrom::Files(paths.clone(), picked))
}

/// One column; returns what it is to hold.
fn column_ui(ui: &mut Ui, at: usize, column: &TableColumn) -> Option<Column> {
    let mut holds = column.holds;
    let label = if column.example.is_empty() {
        column.heading.clone()
    } else {
        let example: String = column.example.chars().take(MOST_LETTERS).collect();
        format!("{}, such as {example}", column.heading)
    };
    ui.push_id(at, |ui| {
        ComboBox::from_label(label).width(170.0).selected_text(words(holds)).show_ui(ui, |ui| {
            for choice in std::iter::once(None).chain(Column::ALL.map(|(column, _)| Some(column))) {
                ui.selectable_value(&mut holds, choice, words(choice));
            }
        });
    });
    holds
}

/// What all columns hold when one of them is to hold something; no two hold the same.
fn with(table: &[TableColumn], at: usize, holds: Option<Column>) -> Vec<Mapped> {
    let column = |(index, column): (usize, &TableColumn)| Mapped {
        heading: column.heading.clone(),
        column: if index == at { holds } else { column.holds.filter(|other| Some(*other) != holds) },
    };
    table.iter().enumerate().map(column).collect()
}

const fn words(holds: Option<Column>) -> &'static str {
    match holds {
        None => "Not read",
        Some(Column::Name) => "Skill or certificate",
        Some(Column::Level) => "Level",
        Some(Column::Title) => "Title of work",
        Some(Column::Words) => "Description",
        Some(Column::Start) => "Date or start",
        Some(Column::End) => "End",
        Some(Column::Link) => "Link",
        Some(Column::Issuer) => "Client or issuer",
    }
}

/// The one table of an offer, as its headings were understood.
fn plain_table(offer: &ImportOffer) -> Option<(&[String], &[TableColumn])> {
    match (&offer.from, offer.tables.as_slice()) {
        (ImportFrom::Files(paths, said), [table]) if said.is_empty() => Some((paths, table)),
        _ => None,
    }
}

fn headings(table: &[TableColumn]) -> Vec<String> {
    table.iter().map(|column| column.heading.clone()).collect()
}

fn templates(ctx: &Context) -> Vec<Template> {
    ctx.data_mut(|data| data.get_persisted(Id::unique(TEMPLATES))).unwrap_or_default()
}

/// Keeps what was said of a table; nothing said forgets it.
fn remember(ctx: &Context, table: &[TableColumn], said: &[Mapped]) {
    let headings = headings(table);
    let mut templates = templates(ctx);
    templates.retain(|(known, _)| *known != headings);
    if !said.is_empty() {
        let word = |mapped: &Mapped| {
            let known = Column::ALL.into_iter().find(|(column, _)| Some(*column) == mapped.column);
            known.map_or(NOT_READ, |(_, word)| word).to_owned()
        };
        templates.push((headings, said.iter().map(word).collect()));
    }
    let surplus = templates.len().saturating_sub(MOST_TEMPLATES);
    templates.drain(..surplus);
    ctx.data_mut(|data| data.insert_persisted(Id::unique(TEMPLATES), templates));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, holds: Option<Column>) -> TableColumn {
        TableColumn { heading: heading.to_owned(), holds, example: String::new() }
    }

    #[test]
    fn no_two_columns_hold_the_same() {
        let table = [column("Name", Some(Column::Name)), column("Tool", None), column("Grade", Some(Column::Level))];
        let holds: Vec<Option<Column>> =
            with(&table, 1, Some(Column::Name)).into_iter().map(|mapped| mapped.column).collect();
        assert_eq!(holds, [None, Some(Column::Name), Some(Column::Level)]);
        let holds: Vec<Option<Column>> = with(&table, 0, None).into_iter().map(|mapped| mapped.column).collect();
        assert_eq!(holds, [None, None, Some(Column::Level)]);
    }

    #[test]
    fn what_was_said_of_a_table_is_found_again_by_its_headings_and_can_be_forgotten() {
        let ctx = Context::default();
        let table = [column("Name", Some(Column::Name)), column("Tool", None)];
        let said = with(&table, 1, Some(Column::Name));
        remember(&ctx, &table, &said);
        assert_eq!(templates(&ctx), [(headings(&table), vec![String::new(), "skill".to_owned()])]);
        for number in 0..40 {
            remember(&ctx, &[column(&format!("Other {number}"), None)], &said);
        }
        assert_eq!(templates(&ctx).len(), MOST_TEMPLATES, "the oldest are forgotten");
        remember(&ctx, &[column("Other 39", None)], &[]);
        assert_eq!(templates(&ctx).len(), MOST_TEMPLATES - 1);
    }
}
