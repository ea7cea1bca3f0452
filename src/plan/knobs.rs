//! The model's assumptions as numbers: the pack's ranges, with the user's own numbers in their place.

use std::ops::RangeInclusive;

use super::market::{Assumption, Knob, Market};
use super::profile::Profile;
use super::trouble::Trouble;
use super::units::Range;

/// The numbers that an assumption may take, in its own unit (so 0 to 100 where a share is given in `%`).
#[must_use]
pub fn allowed(assumption: &Assumption) -> RangeInclusive<f64> {
    let (least, most) = bounds(assumption.knob);
    let scale = scale(assumption);
    least / scale..=most / scale
}

/// Every assumption as a range of plain factors, shares, logs or weeks.
///
/// A number of the user's own stands for the whole range: the middle of the plan and every future.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Knobs {
    ranges: [Range<f64>; Knob::ALL.len()],
}

impl Knobs {
    /// Reads the pack's assumptions and the user's own numbers.
    ///
    /// # Errors
    /// An assumption that the pack lacks, or a number that the model cannot use.
    pub(super) fn new(profile: &Profile, market: &Market) -> Result<Self, Trouble> {
        let mut knobs = Self { ranges: [Range::exact(0.0); Knob::ALL.len()] };
        for knob in Knob::ALL {
            let Some(assumption) = market.assumptions.get(&knob) else {
                if knob.is_optional() {
                    continue;
                }
                return Err(Trouble::MissingAssumption(knob));
            };
            let own = profile.overrides.get(&knob).map(|own| Range::exact(own.value));
            let range = checked(assumption, own.unwrap_or(assumption.range))?;
            knobs.set(knob, range);
        }
        Ok(knobs)
    }

    /// The range of an assumption.
    pub(super) fn range(&self, knob: Knob) -> Range<f64> {
        self.ranges.get(knob as usize).copied().unwrap_or_default()
    }

    /// The middle value, which plans are made with.
    pub(super) fn mid(&self, knob: Knob) -> f64 {
        self.range(knob).mid()
    }

    /// The same assumptions, with one of them fixed.
    pub(super) fn with(&self, knob: Knob, value: f64) -> Self {
        let mut knobs = self.clone();
        knobs.set(knob, Range::exact(value));
        knobs
    }

    fn set(&mut self, knob: Knob, range: Range<f64>) {
        if let Some(place) = self.ranges.get_mut(knob as usize) {
            *place = range;
        }
    }
}

/// The middle value of an assumption, or the user's own number; 1 if the pack lacks it.
pub(super) fn middle(profile: &Profile, market: &Market, knob: Knob) -> f64 {
    let own = profile.overrides.get(&knob).map(|own| own.value);
    let assumption = market.assumptions.get(&knob);
    assumption.map_or(1.0, |assumption| own.unwrap_or(assumption.range.mid()) * scale(assumption))
}

/// What one unit of the assumption is: a hundredth for per cent, else one.
pub(super) fn scale(assumption: &Assumption) -> f64 {
    if assumption.unit.contains('%') { 0.01 } else { 1.0 }
}

/// The plain range of an assumption, if the model can use all of it.
fn checked(assumption: &Assumption, range: Range<f64>) -> Result<Range<f64>, Trouble> {
    let allowed = allowed(assumption);
    let refuse =
        |got: f64| Trouble::Assumption { knob: assumption.knob, got, least: *allowed.start(), most: *allowed.end() };
    for got in [range.low(), range.mid(), range.high()] {
        if !allowed.contains(&got) {
            return Err(refuse(got));
        }
    }
    let scale = scale(assumption);
    Range::new(range.low() * scale, range.mid() * scale, range.high() * scale).ok_or_else(|| refuse(range.mid()))
}

/// The plain numbers that the model can use: wide enough for any belief, narrow enough to stay a number.
const fn bounds(knob: Knob) -> (f64, f64) {
    match knob {
        Knob::OwnShare | Knob::DriftSize | Knob::EvidenceSpread | Knob::RelearnPart => (0.0, 1.0),
        Knob::HybridFactor => (-0.9, 5.0),
        Knob::ExecutionDrift | Knob::JudgmentDrift => (-0.95, 10.0),
        Knob::CapLog => (0.01, 1.0),
        Knob::LevelOne
        | Knob::LevelTwo
        | Knob::LevelThree
        | Knob::LevelFour
        | Knob::FitCore
        | Knob::FitAdjacent
        | Knob::FitFar => (0.0, 5.0),
        Knob::OutlookGoesOn | Knob::OutlookPlateaus | Knob::OutlookFallsBack | Knob::Discount => (0.0, 10.0),
        Knob::LagWeeks => (0.0, 520.0),
        Knob::LookMonths => (1.0, 1200.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::profile::Override;
    use crate::plan::testing;

    #[test]
    fn a_number_of_ones_own_replaces_the_whole_range() {
        let (mut profile, market) = testing::case();
        let own = Override { value: 0.7, note: String::new() };
        profile.overrides.insert(Knob::OwnShare, own);
        let knobs = Knobs::new(&profile, &market);
        assert_eq!(knobs.map(|knobs| knobs.range(Knob::OwnShare)), Ok(Range::exact(0.7)));
    }

    #[test]
    fn per_cent_is_read_as_hundredths_and_what_the_model_cannot_use_is_refused() {
        #[track_caller]
        fn check(value: f64, expect: Option<f64>) {
            let (mut profile, mut market) = testing::case();
            if let Some(discount) = market.assumptions.get_mut(&Knob::Discount) {
                "%".clone_into(&mut discount.unit);
            }
            profile.overrides.insert(Knob::Discount, Override { value, note: String::new() });
            let got = Knobs::new(&profile, &market).map(|knobs| knobs.mid(Knob::Discount));
            assert_eq!(got.ok(), expect);
        }
        check(5.0, Some(0.05));
        check(1001.0, None);
        check(-1.0, None);
        check(f64::NAN, None);
    }

    #[test]
    fn a_pack_without_an_assumption_is_named() {
        let (profile, mut market) = testing::case();
        market.assumptions.remove(&Knob::LagWeeks);
        assert_eq!(Knobs::new(&profile, &market), Err(Trouble::MissingAssumption(Knob::LagWeeks)));
    }
}
