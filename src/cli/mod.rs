//! The command line: headless commands, and the start of the window.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what commands do")]

mod export;
mod import;
pub mod instance;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, anyhow, bail};
use clap::{Parser, Subcommand, ValueEnum};

use crate::app::{self, App};
use crate::demand;
use crate::exchange;
use crate::exchange::export::{Existing, Numbers};
use crate::plan::intake::Mapped;
use crate::plan::market::Market;
use crate::plan::profile::Profile;
use crate::plan::skill::Level;
use crate::plan::units::Date;
use crate::store::{self, Slug, Store};

/// The size of the largest planning instance that is read, in bytes.
const MOST_INSTANCE_BYTES: u64 = 64 * 1024 * 1024;

/// Plans the AI skills that raise a freelancer's rate. Without a command it opens the window.
#[derive(Parser)]
#[command(name = "premia", version)]
struct Arguments {
    /// Keep profiles in this folder
    #[arg(long, value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// Open the window with this data pack, one file or a folder, instead of the bundled one
    #[arg(long, value_name = "FILE")]
    market: Option<PathBuf>,
    /// Open the window, draw three frames, close it
    #[arg(long)]
    smoke: bool,
    /// Print at the end how long the frames took that were drawn while a mouse button was down
    #[arg(long)]
    frame_times: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Print the best learning order for a profile
    Plan {
        /// A profile's file, or the name of a saved one; by default the one that was open last
        #[arg(long, value_name = "FILE|NAME")]
        profile: Option<String>,
        /// A data pack, as one file or a folder; by default the bundled one
        #[arg(long, value_name = "FILE")]
        market: Option<PathBuf>,
        /// The day to plan from, such as 2026-11-22
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        today: Option<Date>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Solve a planning instance (JSON) and print the answer as JSON
    Solve {
        /// The instance
        file: PathBuf,
        /// End the search after this many milliseconds
        #[arg(long, value_name = "N")]
        time_ms: Option<f64>,
    },
    /// Take skills from résumés, exports and tables into a saved profile
    Import {
        /// JSON Resume, Europass (XML, JSON), a LinkedIn export (ZIP, folder, CSV), CSV, text, Premia's JSON or profile
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The name of a saved profile; by default the one that was open last
        #[arg(long, value_name = "NAME")]
        into: Option<String>,
        /// Only show what would change
        #[arg(long)]
        dry_run: bool,
        /// Give this level, 1 to 4, to skills that a file names without stating one
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
        level: Option<u8>,
        /// What a column of a table holds, such as skill=Tool or level=Grade; may be given more than once
        #[arg(long, value_name = "WHAT=HEADING", value_parser = import::parse_column)]
        column: Vec<Mapped>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Write the plan to a file that other programs read
    Export {
        /// pdf, markdown, csv, csv-months, json, json-resume, ics, svg, svg-steps, png or png-steps
        #[arg(long, value_name = "FORMAT", value_parser = export::parse_format)]
        format: exchange::export::Format,
        /// The file to write
        #[arg(long, value_name = "PATH")]
        to: PathBuf,
        /// A profile's file, or the name of a saved one; by default the one that was open last
        #[arg(long, value_name = "FILE|NAME")]
        profile: Option<String>,
        /// A data pack, as one file or a folder; by default the bundled one
        #[arg(long, value_name = "FILE")]
        market: Option<PathBuf>,
        /// The day to plan from, such as 2026-11-22
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        today: Option<Date>,
        /// In tables, semicolons between cells and commas in numbers
        #[arg(long)]
        decimal_comma: bool,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
    /// Check data packs, profiles and planning instances, and print every problem found
    Check {
        /// Files, or folders of data packs
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the program with the arguments it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let Arguments { data_dir, market: pack, smoke, frame_times, command } = Arguments::parse();
    let outcome = match command {
        None => open_window(app::Options { data_dir, market: pack, today: None, smoke, frame_times }),
        Some(Command::Plan { profile, market, today, format }) => {
            print_plan(export::Wanted { data_dir, profile, market, today }, format)
        }
        Some(Command::Export { format, to, profile, market, today, decimal_comma, force }) => {
            let numbers = if decimal_comma { Numbers::Commas } else { Numbers::Points };
            let existing = if force { Existing::Replace } else { Existing::Keep };
            export::run(export::Wanted { data_dir, profile, market, today }, format, numbers, &to, existing)
        }
        Some(Command::Solve { file, time_ms }) => solve(&file, time_ms),
        Some(Command::Import { files, into, dry_run, level, column, format }) => {
            let unstated = level.and_then(Level::new);
            let request = |into| import::Request { files, into, is_dry: dry_run, unstated, columns: column, format };
            import_files(data_dir, into, request)
        }
        Some(Command::Check { files }) => Ok(check(&files)),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("premia: {error:#}");
        ExitCode::FAILURE
    })
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write the day as year-month-day, such as 2026-11-22".to_owned())
}

fn open_window(options: app::Options) -> anyhow::Result<ExitCode> {
    let no_window = "no window can be opened here; without a display use `premia plan`, `premia solve` or `premia check` (see `premia --help`)";
    if cfg!(target_os = "linux")
        && ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .iter()
            .all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty()))
    {
        bail!("{no_window}: neither DISPLAY nor WAYLAND_DISPLAY is set");
    }
    let persistence_path = options.data_dir.as_ref().map(|dir| dir.join("window.ron"));
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Premia")
            .with_app_id("premia")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([640.0, 480.0]),
        persistence_path,
        persist_window: !options.smoke,
        ..eframe::NativeOptions::default()
    };
    let creator: eframe::AppCreator<'_> =
        Box::new(move |creation| Ok(Box::new(App::new(&creation.egui_ctx, &options)?)));
    eframe::run_native("premia", native, creator).map_err(|error| anyhow!("{no_window}: {error}"))?;
    Ok(ExitCode::SUCCESS)
}

fn print_plan(wanted: export::Wanted, format: Format) -> anyhow::Result<ExitCode> {
    let planned = export::Planned::new(wanted)?;
    match format {
        Format::Text => print!("{}", planned.terminal_report().text()),
        Format::Json => {
            let bytes = export::bytes(&planned, exchange::export::Format::Json, Numbers::Points)?;
            print!("{}", String::from_utf8_lossy(&bytes));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds the hint of an error to its words.
fn with_hint_of<E: std::fmt::Display>(hint: impl Fn(&E) -> String) -> impl Fn(E) -> anyhow::Error {
    move |error| anyhow!("{error}. {}", hint(&error))
}

fn read_market(path: Option<&Path>) -> anyhow::Result<Arc<Market>> {
    let Some(path) = path else {
        return demand::bundled()
            .map(Arc::new)
            .map_err(|issues| anyhow!("the bundled pack has {} problems", issues.len()));
    };
    let (market, issues) =
        demand::read_pack(path).map_err(with_hint_of(|error: &demand::ReadError| error.hint().to_owned()))?;
    for issue in &issues {
        eprintln!("{issue}");
    }
    market
        .map(Arc::new)
        .with_context(|| format!("{} cannot be used as a data pack; run `premia check` on it", path.display()))
}

/// A profile by file, by name, or the one that was open last.
fn read_profile(data_dir: Option<PathBuf>, wanted: Option<String>) -> anyhow::Result<Profile> {
    if let Some(path) = wanted.as_deref().map(Path::new).filter(|path| path.is_file()) {
        return store::read_file(path).map_err(with_hint_of(store::LoadError::hint));
    }
    let store = Store::existing(data_dir).map_err(with_hint_of(store::StoreError::hint))?;
    let slug = find_slug(&store, wanted)?;
    store::read_file(&store.path(&slug)).map_err(with_hint_of(store::LoadError::hint))
}

/// Which saved profile is meant: the one of this name, or the one that was open last.
fn find_slug(store: &Store, wanted: Option<String>) -> anyhow::Result<Slug> {
    match wanted {
        None => store.last_opened().context("no profile has been opened yet; start the window, or name a profile"),
        Some(name) => {
            let entries = store.list().map_err(with_hint_of(store::LoadError::hint))?;
            let found = entries.into_iter().find(|entry| entry.name == name || entry.slug.as_str() == name);
            found
                .map(|entry| entry.slug)
                .with_context(|| format!("there is no file and no saved profile called \"{name}\""))
        }
    }
}

/// Imports into the profile that is meant, and prints what came of it.
fn import_files(
    data_dir: Option<PathBuf>,
    wanted: Option<String>,
    request: impl FnOnce(Slug) -> import::Request,
) -> anyhow::Result<ExitCode> {
    let store = Store::open(data_dir).map_err(with_hint_of(store::StoreError::hint))?;
    let request = request(find_slug(&store, wanted)?);
    let today = app::today().context("the clock shows a year beyond 9999")?;
    let market = read_market(None)?;
    print!("{}", import::run(&store, &market, today, &request)?);
    Ok(ExitCode::SUCCESS)
}

fn solve(file: &Path, time_ms: Option<f64>) -> anyhow::Result<ExitCode> {
    let size = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    if size > MOST_INSTANCE_BYTES {
        bail!("{} is larger than {} MiB, the most that is read", file.display(), MOST_INSTANCE_BYTES / (1024 * 1024));
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let start = Instant::now();
    let clock = instance::Clock { elapsed_ms: &|| start.elapsed().as_secs_f64() * 1000.0, limit_ms: time_ms };
    let reply = instance::answer(&text, &clock);
    println!("{}", reply.line);
    if let Some(reason) = reply.reason {
        eprintln!("premia: {}: {reason}", file.display());
    }
    Ok(ExitCode::from(reply.code))
}

fn check(files: &[PathBuf]) -> ExitCode {
    // Every file is checked, also after the first that fails.
    let failed = files.iter().filter(|file| !check_one(file)).count();
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Checks one file by what it is: an instance by its ending, a profile if it reads as one, else a data pack.
fn check_one(file: &Path) -> bool {
    let name = file.display();
    if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string());
        let problem = text.and_then(|text| instance::problem(&text).map_err(|trouble| trouble.to_string()));
        let faults = problem.map(|problem| crate::plan::optimize::faults(&problem));
        return match faults {
            Ok(faults) if faults.is_empty() => said_good(&format!("{name}: a planning instance without problems")),
            Ok(faults) => {
                for fault in faults {
                    println!("{name}: {fault}");
                }
                false
            }
            Err(error) => {
                println!("{name}: {error}");
                false
            }
        };
    }
    if let Ok(profile) = store::read_file(file) {
        return said_good(&format!("{name}: the profile \"{}\", without problems", profile.name));
    }
    match demand::read_pack(file) {
        Ok((market, issues)) => {
            for issue in &issues {
                println!("{issue}");
                println!("    {}", issue.hint);
            }
            match market {
                Some(market) if issues.is_empty() => said_good(&format!(
                    "{name}: data pack {}, {} skills, {} figures, without problems",
                    market.edition,
                    market.skills.len(),
                    market.figures.len()
                )),
                _ => !issues.iter().any(|issue| issue.severity == demand::Severity::Error),
            }
        }
        Err(error) => {
            println!("{name}: {error}. {}", error.hint());
            false
        }
    }
}

fn said_good(text: &str) -> bool {
    println!("{text}");
    true
}
