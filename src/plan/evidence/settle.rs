//! Contradictions that can be settled: which number takes part in the model, and which others could stand in its place.

use std::collections::BTreeSet;

use super::inputs;
use crate::plan::compile::MOST_OF_LIMIT;
use crate::plan::market::{Choice, Conflict, FigureId, Knob, Market, Premium};
use crate::plan::number;

/// One way in which a contradiction feeds the model, and the numbers that could do so; all in the figure's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// The figure whose place another number takes.
    pub figure: FigureId,
    /// What follows from it, in words.
    pub feeds: String,
    /// What is planned with unless the user chooses otherwise.
    pub published: f64,
    /// The number that promises least: of a premium its low end, else the lowest of all.
    pub careful: f64,
    /// The mean of the figures that disagree, to a tenth.
    pub blend: f64,
    /// Each of the figures that disagree, with its number.
    pub of: Vec<(FigureId, f64)>,
    /// The most in per cent that a single premium may be, because of what all AI skills together can add; nothing where
    /// no premium is fed.
    pub limit: Option<f64>,
}

impl Market {
    /// How a contradiction can be settled, once for each figure that the model counts with.
    #[must_use]
    pub fn settlements(&self, conflict: &Conflict) -> Vec<Settlement> {
        let choices =
            if conflict.choices.is_empty() { self.premium_choice(conflict) } else { conflict.choices.clone() };
        choices.iter().filter_map(|choice| self.settlement(choice)).collect()
    }

    /// What is settled where a pack names no choices: the middle of a premium, with all that is in per cent.
    fn premium_choice(&self, conflict: &Conflict) -> Vec<Choice> {
        let fed = |id: &&FigureId| self.premiums.values().any(|premium| premium.figures.mid == **id);
        let percents = |id: &&FigureId| self.figures.get(*id).is_some_and(|figure| figure.unit == "%");
        let Some(figure) = conflict.figures.iter().find(fed) else { return Vec::new() };
        let others = conflict.figures.iter().filter(|id| *id != figure).filter(percents).cloned().collect();
        vec![Choice { figure: figure.clone(), others }]
    }

    fn settlement(&self, choice: &Choice) -> Option<Settlement> {
        let value = |id: &FigureId| Some((id.clone(), self.figures.get(id)?.value?));
        let of: Vec<(FigureId, f64)> =
            std::iter::once(&choice.figure).chain(&choice.others).filter_map(value).collect();
        let published = of.iter().find(|(id, _)| *id == choice.figure).map(|(_, value)| *value)?;
        let mean = of.iter().map(|(_, value)| value).sum::<f64>() / number::real(of.len());
        let lowest = of.iter().map(|(_, value)| *value).fold(published, f64::min);
        let tenths = |value: f64| libm::round(value * 10.0) / 10.0;
        let premium = self.premiums.values().find(|premium| premium.figures.mid == choice.figure);
        let cap = self.assumptions.get(&Knob::CapLog)?.range.mid();
        Some(Settlement {
            figure: choice.figure.clone(),
            feeds: self.feeds(&choice.figure).into_iter().collect::<Vec<_>>().join(", "),
            published,
            careful: premium.map_or(lowest, |premium| tenths(premium.range.low().get() * 100.0)),
            blend: tenths(mean),
            of,
            limit: premium.map(|_| libm::expm1(cap * MOST_OF_LIMIT) * 100.0),
        })
    }

    /// What the model takes from a figure, itself or by way of figures computed from it.
    fn feeds(&self, id: &FigureId) -> BTreeSet<String> {
        let (mut found, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![id]);
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let is_end =
                |premium: &&Premium| [&premium.figures.low, &premium.figures.mid, &premium.figures.high].contains(&id);
            let premiums = self.premiums.values().filter(is_end).map(|premium| format!("premium \"{}\"", premium.id));
            let assumptions = self.assumptions.values().filter(|own| own.figures.first() == Some(id));
            found.extend(premiums.chain(assumptions.map(|own| format!("\"{}\"", own.name))));
            for service in &self.services {
                if service.rate_figure == *id {
                    found.insert(format!("posted rate of {}", service.name));
                }
                if service.drift_figures.contains(id) {
                    found.insert(format!("drift of {}", service.name));
                }
            }
            open.extend(self.figures.values().filter(|figure| inputs(figure).contains(id)).map(|figure| &figure.id));
        }
        found
    }
}
