//! The places that were shown, in order, so that one can go back and forward through them.

use crate::state::Place;

/// How many places are remembered.
const MOST: usize = 50;

/// The way through the places.
#[derive(Debug, Default)]
pub(super) struct Trail {
    back: Vec<Place>,
    here: Option<Place>,
    ahead: Vec<Place>,
}

impl Trail {
    /// Notes the place that is shown; one that was reached by another way than along the trail begins a new end of it.
    pub(super) fn note(&mut self, place: Place) {
        if self.here == Some(place) {
            return;
        }
        if let Some(before) = self.here.replace(place) {
            self.back.push(before);
            let surplus = self.back.len().saturating_sub(MOST);
            self.back.drain(..surplus);
        }
        self.ahead.clear();
    }

    /// Goes to the place before, if there is one.
    pub(super) fn go_back(&mut self) -> Option<Place> {
        let place = self.back.pop()?;
        self.ahead.extend(self.here.replace(place));
        Some(place)
    }

    /// Goes to the place that was left by going back.
    pub(super) fn go_ahead(&mut self) -> Option<Place> {
        let place = self.ahead.pop()?;
        self.back.extend(self.here.replace(place));
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_ahead_lead_along_the_places() {
        let mut trail = Trail::default();
        assert_eq!(trail.go_back(), None);
        for place in [Place::Today, Place::Gap, Place::Gap, Place::Path] {
            trail.note(place);
        }
        assert_eq!(trail.go_back(), Some(Place::Gap));
        trail.note(Place::Gap);
        assert_eq!(trail.go_back(), Some(Place::Today));
        assert_eq!(trail.go_back(), None);
        assert_eq!(trail.go_ahead(), Some(Place::Gap));
        assert_eq!(trail.go_ahead(), Some(Place::Path));
        assert_eq!(trail.go_ahead(), None);
        assert_eq!(trail.go_back(), Some(Place::Gap));
        trail.note(Place::Market);
        assert_eq!(trail.go_ahead(), None, "another way was taken");
        assert_eq!(trail.go_back(), Some(Place::Gap));
    }

    #[test]
    fn a_long_way_is_forgotten_from_its_beginning() {
        let mut trail = Trail::default();
        for _ in 0..100 {
            trail.note(Place::Today);
            trail.note(Place::Gap);
        }
        let steps = std::iter::from_fn(|| trail.go_back()).count();
        assert_eq!(steps, MOST);
    }
}
