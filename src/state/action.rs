//! What can be asked of the state, and what the program owes the world after it.

use super::{Edit, ExportWish, ImportFrom, Keeping, NamesakeFile, Place, ProfileKey};
use crate::plan::explain::Quantity;
use crate::plan::intake::Taken;
use crate::plan::market::{FigureId, SourceId};
use crate::plan::profile::Profile;
use crate::plan::skill::SkillId;

/// Something that the user or the program wants done.
#[derive(Clone, Debug)]
pub enum Action {
    /// Change the profile.
    Edit(Edit),
    /// The gesture is over: the next edit is an undo step of its own.
    EndGesture,
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Open a place.
    Go(Place),
    /// Show these figures with their sources.
    ShowFigures(Vec<FigureId>),
    /// Show a source with its figures.
    ShowSource(SourceId),
    /// Take a number apart into what it is made of.
    Explain(Quantity),
    /// Show what the source drawer showed before.
    DrawerBack,
    /// Close the source drawer.
    CloseDrawer,
    /// Read a pack from this path, to look at it.
    ReadPack(String),
    /// Forget the pack that was read.
    DropOffer,
    /// Plan with the pack that was read.
    UseOffer,
    /// Plan with the pack that comes with the program.
    UseBundled,
    /// Find the best plan without this skill, and what that loses.
    AskSkip(SkillId),
    /// Show a saved scenario beside the plan, or no longer.
    ToggleCompared(String),
    /// Begin the first run with a new profile, or go on with one that was not finished.
    StartSetup,
    /// Go to this screen of the first run.
    SetupScreen(u8),
    /// End the first run.
    FinishSetup,
    /// Go to the welcome screen.
    Welcome,
    /// Open the sample profile.
    OpenSample,
    /// Open a saved profile.
    OpenProfile(ProfileKey),
    /// Copy the open profile under a new name.
    DuplicateProfile,
    /// Put a saved profile into the bin.
    DeleteProfile(ProfileKey),
    /// Take the profile that was deleted last out of the bin.
    RestoreDeleted,
    /// Give up the changes that cannot be saved, and go on with what was wanted.
    LeaveUnsaved,
    /// Look at or change what is kept beside the open profile.
    Keep(Keeping),
    /// Dismiss a message.
    Dismiss(u64),
    /// Save now.
    SaveNow,
    /// Show the folder of profiles in the system's file manager.
    OpenFolder,
    /// Open a web address in the browser.
    OpenAddress(String),
    /// Copy text to the clipboard.
    Copy(String),
    /// Copy the sheet of what work shows, to send to clients.
    CopyProof,
    /// Copy what helps to find a fault, without anything private.
    CopyDiagnostics,
    /// Write the open profile to a file without private words.
    ExportWithoutPrivateWords,
    /// Read what somebody wants to import, to look at it.
    ReadImport(ImportFrom),
    /// Show how an export will look.
    PreviewExport(ExportWish),
    /// Write an export to this path.
    SaveExport(ExportWish, String, NamesakeFile),
    /// Show the folder of what was exported last.
    ShowExport,
    /// Forget what was read.
    DropImport,
    /// Take over this of what was read.
    TakeImport(Vec<Taken>),
}

/// Something that the program owes the world after an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save soon.
    SaveSoon,
    /// Save at once.
    SaveNow,
    /// Plan again.
    Replan,
    /// Read a pack from this path and offer it.
    ReadPack(String),
    /// Read what somebody wants to import, and compare it with the profile.
    ReadImport(ImportFrom),
    /// Plan without this skill, beside the plan.
    ExplainSkip(SkillId),
    /// Plan for the saved scenarios that are shown beside the plan.
    Compare,
    /// Save what is open, then start this profile as a new file.
    Create(Box<Profile>),
    /// Save what is open, then go on with the first run that was not finished, or start this profile.
    Resume(Box<Profile>),
    /// Save what is open, then load this profile.
    Load(ProfileKey),
    /// Save what is open, then load the sample, making it if it is new.
    LoadSample,
    /// Save what is open and leave it.
    Close,
    /// Put this profile into the bin.
    Delete(ProfileKey),
    /// Take the last deleted profile out of the bin.
    RestoreDeleted,
    /// Go on with what was wanted, without a save.
    LeaveUnsaved,
    /// Look at or change what is kept beside the open profile.
    Keep(Keeping),
    /// Write this profile for others.
    Export(Box<Profile>),
    /// Show how an export will look.
    PreviewExport(ExportWish),
    /// Write an export to this path.
    SaveExport(ExportWish, String, NamesakeFile),
    /// Open the data folder.
    OpenFolder,
    /// Open a web address.
    OpenAddress(String),
    /// Copy text to the clipboard.
    Copy(String),
    /// Copy the sheet of what work shows.
    CopyProof,
}
