//! The columns of somebody's table, and what each is taken for.

/// What a column of a table may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name of a skill, certificate or project.
    Name,
    /// How well it is mastered.
    Level,
    /// What dated work is called.
    Title,
    /// What is said of it.
    Words,
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// Where it can be seen.
    Link,
    /// For whom it was done, or who gave the certificate.
    Issuer,
}

impl Column {
    /// Every column, with the word for it on the command line.
    pub const ALL: [(Self, &str); 8] = [
        (Self::Name, "skill"),
        (Self::Level, "level"),
        (Self::Title, "title"),
        (Self::Words, "description"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::Link, "link"),
        (Self::Issuer, "client"),
    ];
}

/// A column as the user says: its heading in the file, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// Its heading; case and marks make no difference.
    pub heading: String,
    /// What it holds; nothing that is read.
    pub column: Option<Column>,
}

/// A column as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its heading in the file.
    pub heading: String,
    /// What it was taken for.
    pub holds: Option<Column>,
    /// Its cell in the first row.
    pub example: String,
}
