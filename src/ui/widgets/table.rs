//! A table whose rows are drawn only where they are in sight, with the columns that fit.

use egui::{Align, Label, Layout, RichText, Ui};
use egui_extras::TableBuilder;

use super::super::theme::{self, Palette};

const HEADER_HEIGHT: f32 = 30.0;
const ROW_HEIGHT: f32 = 34.0;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Column<T> {
    /// What its cells show.
    pub what: T,
    /// Its heading.
    pub name: &'static str,
    /// Its width in points; the one column without a width takes what is left.
    pub width: Option<f32>,
    /// How wide the table must be, in points, for this column to be shown.
    pub least: f32,
}

/// Shows `rows` rows; `cell` draws one cell of one row.
pub(in crate::ui) fn table_ui<T: Copy>(
    ui: &mut Ui,
    id: &str,
    columns: &[Column<T>],
    rows: usize,
    mut cell: impl FnMut(&mut Ui, usize, T),
) {
    let room = ui.available_width();
    let columns: Vec<&Column<T>> = columns.iter().filter(|column| room >= column.least).collect();
    let cells = Layout::left_to_right(Align::Center);
    let mut table = TableBuilder::new(ui).id_salt(id).vscroll(false).cell_layout(cells);
    for column in &columns {
        let width =
            column.width.map_or_else(|| egui_extras::Column::remainder().at_least(140.0), egui_extras::Column::exact);
        table = table.column(width.clip(true));
    }
    table
        .header(HEADER_HEIGHT, |mut header| {
            for column in &columns {
                header.col(|ui| {
                    let words = RichText::new(column.name).size(theme::SMALL).color(Palette::of(ui).faint);
                    ui.add(Label::new(words).truncate());
                });
            }
        })
        .body(|body| {
            body.rows(ROW_HEIGHT, rows, |mut row| {
                let index = row.index();
                for column in &columns {
                    row.col(|ui| cell(ui, index, column.what));
                }
            });
        });
}
