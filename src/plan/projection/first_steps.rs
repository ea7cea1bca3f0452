//! How sure the first moves are: in how many futures they would still come first.

use std::collections::BTreeSet;

use super::draws::Futures;
use crate::plan::compile::{self, Model};
use crate::plan::limits::{self, Limits};
use crate::plan::market::Market;
use crate::plan::number;
use crate::plan::optimize;
use crate::plan::profile::Profile;
use crate::plan::skill::StepId;
use crate::plan::trouble::Trouble;
use crate::plan::units::{Date, Share};

/// Moves that count as first.
const FIRST: usize = 3;

/// How often each of a plan's first steps is among the first of the plan that is best in one future.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstSteps {
    /// Futures that were planned in so far.
    pub draws: usize,
    /// Up to three first steps, in order, each with the number of futures in which it stays among the first three.
    pub stays: Vec<(StepId, usize)>,
}

impl FirstSteps {
    /// The share of futures in which a step stays among the first three; nothing before the first future.
    #[must_use]
    pub fn share(&self, step: &StepId) -> Option<Share> {
        let stays = self.stays.iter().find(|(id, _)| id == step)?.1;
        (self.draws > 0).then(|| number::share(number::real(stays) / number::real(self.draws)))
    }
}

/// Plans anew in each future and counts how often the first three of `steps` stay first (MODEL, section
/// 5).
///
/// `each` hears of the count after every future; `limits.stop` ends it early with what was counted until then. Every
/// search begins with `steps` in place of `limits.start`, and tells nobody.
///
/// # Errors
/// A pack or profile that the model cannot read, or pins and locks that cannot be met.
pub fn first_steps_hold(
    futures: &Futures,
    profile: &Profile,
    market: &Market,
    today: Date,
    steps: &[StepId],
    limits: &Limits<'_>,
    each: &dyn Fn(&FirstSteps),
) -> Result<FirstSteps, Trouble> {
    let model = Model::new(profile, market, today)?;
    let stays = steps.iter().take(FIRST).map(|step| (step.clone(), 0)).collect();
    let mut count = FirstSteps { draws: 0, stays };
    let quiet = Limits { start: steps, improved: &|_| {}, ..*limits };
    for future in 0..futures.count() {
        let problem = model.problem(&futures.values(&model, future));
        let solution = limits::solve(&problem, &quiet)?;
        if (limits.stop)() {
            break;
        }
        let first: BTreeSet<&optimize::StepId> = solution.sequence.iter().take(FIRST).collect();
        for (step, stays) in &mut count.stays {
            *stays += usize::from(first.contains(&compile::plain(step)));
        }
        count.draws += 1;
        each(&count);
    }
    Ok(count)
}
