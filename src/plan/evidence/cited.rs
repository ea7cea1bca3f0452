//! Figures named within sentences: `{D30}` in a text of a pack stands for what figure D30 says in the market in use.

use super::formula::plain;
use crate::plan::market::{Figure, FigureId, Market};

/// A part of a text: words, or a figure with the number that it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// What stands there.
    pub words: String,
    /// The figure that the words are the number of.
    pub figure: Option<FigureId>,
}

impl Market {
    /// A text of the pack in parts, with a number in place of each figure that it names.
    #[must_use]
    pub fn cited(&self, text: &str) -> Vec<Cited> {
        let known = |id: &str| self.figures.get(&FigureId::new(id));
        let parts = parts(text).into_iter().map(|part| match part {
            Part::Figure(id) => match known(id) {
                Some(figure) => Cited { words: in_a_sentence(figure), figure: Some(figure.id.clone()) },
                None => Cited { words: format!("{{{id}}}"), figure: None },
            },
            Part::Words(words) => Cited { words: words.to_owned(), figure: None },
        });
        parts.collect()
    }

    /// The same as one text.
    #[must_use]
    pub fn filled(&self, text: &str) -> String {
        self.cited(text).into_iter().map(|part| part.words).collect()
    }
}

/// The figures that a text names; what follows a brace that is never closed counts as the name of one.
pub fn named_in(text: &str) -> impl Iterator<Item = FigureId> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Figure(id) => Some(FigureId::new(id)),
        Part::Words(_) => None,
    })
}

/// What a text is made of.
enum Part<'a> {
    Words(&'a str),
    Figure(&'a str),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    for (index, piece) in text.split('{').enumerate() {
        let (id, words) = match piece.split_once('}') {
            _ if index == 0 => (None, piece),
            Some((id, words)) => (Some(id), words),
            None => (Some(piece), ""),
        };
        found.extend(id.map(Part::Figure));
        found.extend(Some(words).filter(|words| !words.is_empty()).map(Part::Words));
    }
    found
}

/// The number of a figure with its unit, signed where it is a change, as it stands in a sentence.
fn in_a_sentence(figure: &Figure) -> String {
    let show = |value: f64| {
        let digits = plain(value.abs());
        let sign = match (value < 0.0, figure.is_change()) {
            (true, _) => "−",
            (false, true) if value > 0.0 => "+",
            (false, _) => "",
        };
        let is_percent = if figure.unit.starts_with('%') { "%" } else { "" };
        format!("{sign}{digits}{is_percent}")
    };
    let number = match (figure.value, figure.low, figure.high) {
        (Some(value), ..) => {
            let limit = figure.bound.map_or_else(String::new, |bound| format!("{} ", bound.words()));
            format!("{limit}{}", show(value))
        }
        (None, Some(low), Some(high)) => format!("{} to {}", show(low), show(high)),
        (None, low, high) => low.or(high).map_or_else(|| "no number".to_owned(), show),
    };
    match figure.unit.trim_start_matches('%').trim() {
        "" | "log" => number,
        unit => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::market::{Base, Bound, Kind};
    use crate::plan::testing;

    #[test]
    fn figures_in_a_sentence_show_the_number_in_use() {
        #[track_caller]
        fn check(market: &Market, text: &str, expect: &str) {
            assert_eq!(market.filled(text), expect);
        }
        let (_, mut market) = testing::case();
        let mut add = |id: &str, [low, value, high]: [Option<f64>; 3], unit: &str, base, bound| {
            let text = |words: &str| words.to_owned();
            let kind = Kind::Assumption { reason: text("Invented for tests.") };
            let (id, unit) = (FigureId::new(id), text(unit));
            let (segment, metric, population, period) = (text("s"), text("m"), text("p"), text("2026"));
            let figure = Figure { id, segment, metric, unit, value, low, high, population, period, base, bound, kind };
            market.figures.insert(figure.id.clone(), figure);
        };
        add("one", [None, Some(1234.5), None], "USD/h", None, None);
        add("two", [Some(-50.0), None, Some(-20.0)], "%", Some(Base::Event), None);
        add("three", [None, Some(50.0), None], "%", Some(Base::Year), Some(Bound::MoreThan));
        check(&market, "about {one} now", "about 1,234.5 USD/h now");
        check(&market, "{two}", "−50% to −20%");
        check(&market, "grew by {three}", "grew by more than +50%");
        check(&market, "no figure", "no figure");
        check(&market, "{nobody} knows", "{nobody} knows");
        check(&market, "", "");
        let named: Vec<FigureId> = named_in("a {one}, b {two} and {open").collect();
        assert_eq!(named, ["one", "two", "open"].map(FigureId::new));
    }
}
