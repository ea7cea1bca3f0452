//! `premia import`: what files say of skills, shown and then taken into a saved profile.

use std::path::PathBuf;

use anyhow::bail;
use serde_json::{Value, json};

use super::{Format, with_hint_of};
use crate::app::intake::{ReadFault, read_all};
use crate::plan::intake::{Column, Counts, Found, Mapped, Outcome, Proposal, Row, Seen, Why, propose};
use crate::plan::market::Market;
use crate::plan::skill::Level;
use crate::plan::units::Date;
use crate::store::{self, Hold, Slug, Store};

/// What to import, and where.
pub(super) struct Request {
    pub(super) files: Vec<PathBuf>,
    pub(super) into: Slug,
    pub(super) is_dry: bool,
    /// The level of named skills for which no file states one.
    pub(super) unstated: Option<Level>,
    /// Which columns of tables hold what.
    pub(super) columns: Vec<Mapped>,
    pub(super) format: Format,
}

/// Imports the files and gives what to print.
///
/// The profile is kept as a snapshot before it changes, and is left alone if nothing in it would change.
pub(super) fn run(store: &Store, market: &Market, today: Date, request: &Request) -> anyhow::Result<String> {
    let found = read_all(&request.files, &request.columns).map_err(with_hint_of(ReadFault::hint))?;
    let slug = &request.into;
    // Nobody else may change the profile until it is saved.
    let _hold = match store.hold(slug) {
        Hold::Theirs(_) if !request.is_dry => bail!("another Premia has this profile open; close it and try again"),
        hold => hold,
    };
    let path = store.path(slug);
    let profile = store::read_file(&path).map_err(with_hint_of(store::LoadError::hint))?;
    let proposal = propose(&found, market, &profile, request.unstated, today);
    let mut imported = profile.clone();
    proposal.apply(&mut imported, today);
    if !request.is_dry && imported != profile {
        let loaded = store.load(slug).map_err(with_hint_of(store::LoadError::hint))?;
        if loaded.profile != profile || loaded.newer.is_some() {
            bail!("the profile changed meanwhile, or a newer Premia wrote it; nothing was imported");
        }
        store.take_snapshot(slug).map_err(with_hint_of(store::SaveError::hint))?;
        store.save(&loaded.handle, &imported).map_err(with_hint_of(store::SaveError::hint))?;
    }
    Ok(match request.format {
        Format::Text => text(&found, &proposal, market, request.is_dry),
        Format::Json => format!("{:#}\n", as_json(&found, &proposal, market, request.is_dry)),
    })
}

/// Reads `skill=Tool`: what a column holds, and its heading.
pub(super) fn parse_column(text: &str) -> Result<Mapped, String> {
    let known = || Column::ALL.map(|(_, word)| word).join(", ");
    let (word, heading) =
        text.split_once('=').ok_or_else(|| "write it as what=heading, such as skill=Tool".to_owned())?;
    let column = Column::ALL.into_iter().find(|(_, known)| *known == word).map(|(column, _)| column);
    let column = column.ok_or_else(|| format!("{word} is none of {}", known()))?;
    Ok(Mapped { column: Some(column), heading: heading.to_owned() })
}

fn text(found: &Found, proposal: &Proposal, market: &Market, is_dry: bool) -> String {
    let mut text = String::new();
    let mut line = |words: &str| text.extend([words, "\n"]);
    for row in &proposal.rows {
        let mut words = format!("{}: {}", market.skill_name(&row.skill), outcome_words(row));
        if !row.seen.is_empty() {
            words.extend([" <- ", &places(row).join("; ")]);
        }
        if row.days > 0 {
            words.extend([format!(" ({} months of dated work)", row.days / 30)]);
        }
        line(&words);
    }
    if !proposal.unknown.is_empty() {
        line(&format!("Not in the market data: {}", proposal.unknown.join(", ")));
    }
    for unread in &found.unread {
        line(&format!("Not read: {unread}"));
    }
    let Counts { new, changed, same, skipped } = proposal.counts();
    let what = if is_dry { "Nothing was written; it would be" } else { "Imported:" };
    line(&format!("{what} {new} new, {changed} changed, {same} same, {skipped} skipped"));
    text
}

fn as_json(found: &Found, proposal: &Proposal, market: &Market, is_dry: bool) -> Value {
    let row = |row: &Row| {
        json!({
            "skill": row.skill.as_str(),
            "name": market.skill_name(&row.skill),
            "outcome": outcome_words(row),
            "found_in": places(row),
            "days_of_dated_work": row.days,
            "new_evidence": row.evidence.len(),
        })
    };
    let unread = found.unread.iter().map(|unread| json!({ "line": unread.line, "what": unread.what }));
    let Counts { new, changed, same, skipped } = proposal.counts();
    json!({
        "written": !is_dry && new + changed > 0,
        "counts": { "new": new, "changed": changed, "same": same, "skipped": skipped },
        "rows": proposal.rows.iter().map(row).collect::<Vec<Value>>(),
        "unknown": proposal.unknown,
        "unread": unread.collect::<Vec<Value>>(),
    })
}

/// Where a skill was found, in words.
fn places(row: &Row) -> Vec<String> {
    row.seen.iter().map(Seen::to_string).collect()
}

fn outcome_words(row: &Row) -> String {
    match row.outcome {
        Outcome::New(level) => format!("new, level {level}"),
        Outcome::Changed { from, to } if from == to => "changed, more evidence".to_owned(),
        Outcome::Changed { from, to } => format!("changed, level {from} to {to}"),
        Outcome::Same => "same".to_owned(),
        Outcome::Skipped(Why::NoLevel) => "skipped, no level is stated (--level gives one)".to_owned(),
        Outcome::Skipped(Why::OnlyMentioned) => "skipped, only mentioned within other words".to_owned(),
        Outcome::Skipped(Why::HeldHigher(level)) => format!("skipped, the profile holds level {level}"),
    }
}
