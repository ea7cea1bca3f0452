//! Clients: how much hangs on one of them, what losing that one costs, and what raising the rate brings.

mod loss;
mod raise;

use super::number;
use super::profile::Profile;
use super::units::{Date, Rate, Share};

pub use loss::{ClientLoss, Missing};
pub use raise::{Order, Outcome, Raise, RaisePlan};

/// Above this index a market counts as concentrated, and above the next as highly concentrated: the thresholds of the
/// US Horizontal Merger Guidelines of 1992 (section 1.5), the upper of which those of 2023 (guideline 1) use again.
///
/// They were made for shares of a market. For shares of one person's income they are a borrowed yardstick.
pub const CONCENTRATED: f64 = 0.10;
/// See [`CONCENTRATED`].
pub const HIGHLY_CONCENTRATED: f64 = 0.18;

/// Somebody who buys from the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// A name or an alias.
    pub name: String,
    /// The part of the user's income that comes from them.
    pub share: Share,
    /// What they pay an hour; without it, the profile's rate.
    pub rate: Option<Rate>,
    /// When their rate was agreed, or last raised.
    pub since: Option<Date>,
}

/// How evenly income is spread over clients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// The share of the largest client.
    pub largest: Share,
    /// The Herfindahl-Hirschman index: the sum of squared shares, from nearly 0 (many small ones) to 1 (one client).
    pub index: Share,
    /// What the shares of the clients listed add up to, before they were fitted into one.
    pub listed: f64,
    /// How the index is read.
    pub band: Band,
}

/// How a concentration is read, by [`CONCENTRATED`] and [`HIGHLY_CONCENTRATED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Spread over many.
    Spread,
    /// Concentrated.
    Concentrated,
    /// Highly concentrated.
    HighlyConcentrated,
}

impl Concentration {
    /// Measures the clients; nothing without any income of theirs.
    ///
    /// The index is Hirschman's ("National Power and the Structure of Foreign Trade", 1945) and Herfindahl's
    /// ("Concentration in the U.S. Steel Industry", 1950), `sum of s²`. Income that is not listed counts as that of many
    /// small clients, so the index is rather too low than too high; shares of more than one in all are scaled to one.
    #[must_use]
    pub fn of(clients: &[Client]) -> Option<Self> {
        let listed: f64 = clients.iter().map(|client| client.share.get()).sum();
        let whole = listed.max(1.0);
        let shares = || clients.iter().map(|client| client.share.get() / whole);
        let index: f64 = shares().map(|share| share * share).sum();
        let band = if index > HIGHLY_CONCENTRATED {
            Band::HighlyConcentrated
        } else if index > CONCENTRATED {
            Band::Concentrated
        } else {
            Band::Spread
        };
        let largest = number::share(shares().fold(0.0, f64::max));
        (listed > 0.0).then(|| Self { largest, index: number::share(index), listed, band })
    }

    /// How many equal clients would have the same index.
    #[must_use]
    pub fn equal_clients(&self) -> f64 {
        1.0 / self.index.get().max(f64::MIN_POSITIVE)
    }
}

impl Profile {
    /// The client with the largest share, the first of equals.
    #[must_use]
    pub fn largest_client(&self) -> Option<&Client> {
        let larger = |best: &'_ Client, client: &Client| client.share > best.share;
        self.clients
            .iter()
            .filter(|client| client.share > Share::ZERO)
            .reduce(|best, client| if larger(best, client) { client } else { best })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::plan) fn client(name: &str, share: f64, rate: Option<f64>, since: Option<&str>) -> Client {
        Client {
            name: name.to_owned(),
            share: Share::new(share).unwrap(),
            rate: rate.and_then(Rate::new),
            since: since.and_then(Date::parse),
        }
    }

    #[test]
    fn the_index_is_the_sum_of_squares_and_is_read_in_bands() {
        #[track_caller]
        fn check(shares: &[f64], index: f64, largest: f64, band: Band) {
            let clients: Vec<Client> = shares.iter().map(|share| client("a", *share, None, None)).collect();
            let found = Concentration::of(&clients).unwrap();
            assert!((found.index.get() - index).abs() < 1e-12, "{found:?}");
            assert!((found.largest.get() - largest).abs() < 1e-12, "{found:?}");
            assert_eq!(found.band, band);
        }
        check(&[1.0], 1.0, 1.0, Band::HighlyConcentrated);
        check(&[0.5, 0.5], 0.5, 0.5, Band::HighlyConcentrated);
        check(&[0.3, 0.2, 0.1], 0.14, 0.3, Band::Concentrated);
        check(&[0.0625; 16], 0.0625, 0.0625, Band::Spread);
        check(&[0.2], 0.04, 0.2, Band::Spread);
        // More than all is scaled: 0.9 and 0.6 are 0.6 and 0.4 of 1.5.
        check(&[0.9, 0.6], 0.52, 0.6, Band::HighlyConcentrated);
        assert_eq!(Concentration::of(&[]), None);
        assert_eq!(Concentration::of(&[client("a", 0.0, None, None)]), None);
    }

    #[test]
    fn an_index_is_that_of_so_many_equal_clients() {
        let quarter = client("a", 0.25, None, None);
        let found = Concentration::of(&[quarter.clone(), quarter.clone(), quarter.clone(), quarter]).unwrap();
        assert!((found.equal_clients() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn the_largest_client_is_the_first_of_equals() {
        let (mut profile, _) = crate::plan::testing::case();
        assert_eq!(profile.largest_client(), None);
        profile.clients =
            vec![client("a", 0.2, None, None), client("b", 0.4, None, None), client("c", 0.4, None, None)];
        assert_eq!(profile.largest_client().map(|client| client.name.as_str()), Some("b"));
    }
}
