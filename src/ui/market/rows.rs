//! The rows of the table as text that a spreadsheet takes: tabs between cells, a line for each row.

use egui::Context;

use super::MarketView;
use super::list::{demand_figure, hours_to_sell, supply_figure};
use super::table::{age_words, demand_words, grade_words, premium_words};
use crate::plan::skill::Skill;
use crate::state::State;
use crate::ui::numbers;

/// The cells of the first line.
const HEADINGS: [&str; 9] =
    ["Skill", "Demand", "Published premium", "Kind", "Supply", "Grade", "Age", "To selling", "My level"];

impl MarketView {
    /// Copies the rows that are found, in their order, with all columns.
    pub(in crate::ui) fn copy_rows(&mut self, ctx: &Context, state: &State) {
        let rows = self.list.rows(state, &self.query, self.order, self.filters);
        let skills = rows.iter().filter_map(|id| state.market.skill(id));
        let lines = skills.map(|skill| line(cells(state, skill)));
        ctx.copy_text(std::iter::once(line(HEADINGS.map(str::to_owned))).chain(lines).collect());
    }
}

fn cells(state: &State, skill: &Skill) -> [String; 9] {
    let market = &state.market;
    let nothing = || "No public figure".to_owned();
    [
        skill.name.clone(),
        demand_figure(market, skill).map_or_else(nothing, demand_words),
        market.premium(skill).map_or_else(nothing, premium_words),
        skill.class.name().to_owned(),
        supply_figure(market, skill).map_or_else(nothing, demand_words),
        grade_words(market, skill).to_owned(),
        age_words(state, skill),
        numbers::hours_range(hours_to_sell(market, &state.profile, skill)),
        state.profile.level(&skill.id).to_string(),
    ]
}

/// One line; what would end a cell is taken out, and what would begin a formula has the mark of words before it.
fn line(cells: [String; 9]) -> String {
    let plain = cells.map(|cell| {
        let cell = cell.replace(['\t', '\n', '\r'], " ");
        // A spreadsheet would count with +52%, and run what begins with an equals sign.
        if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
    });
    plain.join("\t") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_nine_cells_and_no_formula() {
        #[track_caller]
        fn check(name: &str, expect: &str) {
            let mut cells = HEADINGS.map(str::to_owned);
            if let Some(first) = cells.first_mut() {
                name.clone_into(first);
            }
            let line = line(cells);
            assert_eq!(line.split('\t').count(), 9);
            assert_eq!(line.split('\t').next(), Some(expect));
            assert!(line.ends_with("My level\n"));
        }
        check("Python", "Python");
        check("Tabs\tand\nlines", "Tabs and lines");
        check("+52% a year", "'+52% a year");
        check("=SUM(A1)", "'=SUM(A1)");
    }
}
