//! Changes to the list of clients.

use crate::plan::clients::Client;
use crate::plan::profile::Profile;

/// A change to who buys from the user.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientEdit {
    /// Add a client at the end.
    Add(Client),
    /// Put this in place of the client with this index.
    Change(usize, Client),
    /// Move the client with this index one place up.
    MoveUp(usize),
    /// Remove the client with this index.
    Remove(usize),
}

impl ClientEdit {
    pub(super) fn apply(&self, profile: &mut Profile) {
        let clients = &mut profile.clients;
        match self {
            Self::Add(client) => clients.push(client.clone()),
            Self::Change(index, client) => {
                if let Some(old) = clients.get_mut(*index) {
                    old.clone_from(client);
                }
            }
            Self::MoveUp(index) if *index > 0 && *index < clients.len() => clients.swap(*index, *index - 1),
            Self::Remove(index) if *index < clients.len() => drop(clients.remove(*index)),
            Self::MoveUp(_) | Self::Remove(_) => {}
        }
    }

    pub(super) fn name(&self, profile: &Profile) -> String {
        let client = |index: &usize| profile.clients.get(*index).map_or("a client", |client| client.name.as_str());
        match self {
            Self::Add(own) => format!("add the client \"{}\"", own.name),
            Self::Change(index, _) => format!("change the client \"{}\"", client(index)),
            Self::MoveUp(index) => format!("move the client \"{}\" up", client(index)),
            Self::Remove(index) => format!("remove the client \"{}\"", client(index)),
        }
    }

    pub(super) fn merge_key(&self) -> Option<String> {
        match self {
            Self::Change(index, _) => Some(format!("client {index}")),
            _ => None,
        }
    }
}
