//! `premia plan` and `premia export`: the plan of a profile, printed or written for other programs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;

use super::{read_market, read_profile, report, with_hint_of};
use crate::app;
use crate::exchange::export::{self, Existing, Format, Numbers, SaveError, WriteError};
use crate::plan::gap::{Gap, own_gap};
use crate::plan::market::Market;
use crate::plan::profile::Profile;
use crate::plan::projection::{FUTURES, Futures, Projection, project};
use crate::plan::units::Date;
use crate::plan::{Limits, Plan, build};

/// Whose plan, with which pack, from which day.
pub(super) struct Wanted {
    pub(super) data_dir: Option<PathBuf>,
    pub(super) profile: Option<String>,
    pub(super) market: Option<PathBuf>,
    pub(super) today: Option<Date>,
}

/// A plan with all that it was made from.
pub(super) struct Planned {
    profile: Profile,
    market: Arc<Market>,
    today: Date,
    plan: Plan,
    projection: Projection,
    gap: Option<Gap>,
}

impl Planned {
    /// Makes the plan that is wanted.
    pub(super) fn new(wanted: Wanted) -> anyhow::Result<Self> {
        let pack = read_market(wanted.market.as_deref())?;
        let profile = read_profile(wanted.data_dir, wanted.profile)?;
        let market = Arc::new(pack.with_overrides(&profile.figures));
        let today = wanted.today.or_else(app::today).context("the clock shows a year beyond 9999; pass --today")?;
        let plan = build(&profile, &market, today, &Limits::USUAL)
            .map_err(with_hint_of(|trouble: &crate::plan::Trouble| trouble.hint().to_owned()))?;
        let futures = Futures::draw(&profile, &market, FUTURES)?;
        let projection = project(&futures, &profile, &market, &plan.ids(), today)?;
        let gap = own_gap(&profile, &market)?;
        Ok(Self { profile, market, today, plan, projection, gap })
    }

    /// The same for a terminal.
    pub(super) fn terminal_report(&self) -> report::Report<'_> {
        let Self { profile, market, today, plan, projection, .. } = self;
        report::Report { profile, market, today: *today, plan, projection }
    }
}

/// The plan in a format.
pub(super) fn bytes(planned: &Planned, format: Format, numbers: Numbers) -> Result<Vec<u8>, WriteError> {
    let Planned { profile, market, today, plan, projection, gap } = planned;
    let report = export::Report { profile, market, today: *today, plan, projection, gap: gap.as_ref() };
    export::write(&report, format, numbers)
}

/// Reads the word for a format.
pub(super) fn parse_format(word: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::word).join(", ");
    Format::ALL.into_iter().find(|format| format.word() == word).ok_or_else(|| format!("it is none of {}", known()))
}

/// Writes the plan to a file and says so.
pub(super) fn run(
    wanted: Wanted,
    format: Format,
    numbers: Numbers,
    to: &Path,
    existing: Existing,
) -> anyhow::Result<ExitCode> {
    let planned = Planned::new(wanted)?;
    let bytes = bytes(&planned, format, numbers).map_err(with_hint_of(|error: &WriteError| error.hint().to_owned()))?;
    export::save(to, &bytes, existing).map_err(with_hint_of(|error: &SaveError| error.hint().to_owned()))?;
    println!("Wrote {}", to.display());
    Ok(ExitCode::SUCCESS)
}
