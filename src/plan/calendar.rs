//! When hours of learning lie in the weeks: a pace, and stretches of another pace, such as holidays.

/// Weeks closer than this are the same.
const SAME: f64 = 1e-9;

/// A stretch of weeks from today in which another number of hours is learned each week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Week in which it begins, from today.
    pub from: f64,
    /// Week in which it ends.
    pub until: f64,
    /// Hours of learning a week in it; none on holiday.
    pub pace: f64,
}

/// Hours of learning as they lie in the weeks from today on.
///
/// With stretches `[from_i, until_i)` of pace `p_i` and pace `p` outside of them, the hours learned until week `w` are
/// `hours(w)`, the integral of the pace; [`Calendar::ends`] and [`Calendar::starts`] are its inverse, which has two
/// values where nothing is learned for a while. Without stretches all are one product or quotient, to the last bit.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    pace: f64,
    stretches: Vec<Stretch>,
}

impl Calendar {
    /// The same hours every week.
    #[must_use]
    pub const fn steady(pace: f64) -> Self {
        Self { pace, stretches: Vec::new() }
    }

    /// Hours every week but for these stretches. Where they overlap, the fewest hours count; what lies before today, is
    /// empty or is no stretch of numbers is passed over.
    #[must_use]
    pub fn new(pace: f64, stretches: &[Stretch]) -> Self {
        let sound = |stretch: &Stretch| stretch.until > stretch.from.max(0.0) && stretch.pace >= 0.0;
        let known: Vec<Stretch> = stretches.iter().copied().filter(sound).collect();
        let mut marks: Vec<f64> = known.iter().flat_map(|stretch| [stretch.from.max(0.0), stretch.until]).collect();
        marks.sort_by(f64::total_cmp);
        marks.dedup();
        let mut cut: Vec<Stretch> = Vec::new();
        for (from, until) in marks.iter().zip(marks.iter().skip(1)) {
            let over = known.iter().filter(|stretch| stretch.from <= *from && stretch.until >= *until);
            let Some(pace) = over.map(|stretch| stretch.pace).min_by(f64::total_cmp) else { continue };
            match cut.last_mut() {
                Some(last) if last.until >= *from && last.pace.total_cmp(&pace).is_eq() => last.until = *until,
                _ => cut.push(Stretch { from: *from, until: *until, pace }),
            }
        }
        Self { pace, stretches: cut }
    }

    /// Hours a week outside of all stretches.
    #[must_use]
    pub const fn pace(&self) -> f64 {
        self.pace
    }

    /// The stretches, in order, none of which overlap.
    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The same stretches with other hours a week outside of them.
    #[must_use]
    pub fn at_pace(&self, pace: f64) -> Self {
        Self { pace, stretches: self.stretches.clone() }
    }

    /// The most hours of any week.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.stretches.iter().map(|stretch| stretch.pace).fold(self.pace, f64::max)
    }

    /// Hours a week at a moment.
    #[must_use]
    pub fn pace_at(&self, week: f64) -> f64 {
        let within = self.stretches.iter().find(|stretch| (stretch.from..stretch.until).contains(&week));
        within.map_or(self.pace, |stretch| stretch.pace)
    }

    /// Hours that are learned until a week.
    #[must_use]
    pub fn hours(&self, week: f64) -> f64 {
        if self.stretches.is_empty() {
            return self.pace * week;
        }
        let pieces = self.pieces().take_while(|piece| piece.from < week);
        pieces.map(|piece| piece.pace * (piece.until.min(week) - piece.from)).sum()
    }

    /// The first week until which so many hours are learned; infinite if there never are.
    #[must_use]
    pub fn ends(&self, hours: f64) -> f64 {
        self.inverse(hours, |left, piece| left <= piece.pace * (piece.until - piece.from) + SAME)
    }

    /// The week in which learning goes on after so many hours; infinite if it never does.
    #[must_use]
    pub fn starts(&self, hours: f64) -> f64 {
        self.inverse(hours, |left, piece| left < piece.pace * (piece.until - piece.from) - SAME)
    }

    fn inverse(&self, hours: f64, reaches: impl Fn(f64, &Stretch) -> bool) -> f64 {
        if self.stretches.is_empty() {
            return if self.pace > 0.0 { hours / self.pace } else { f64::INFINITY };
        }
        let mut left = hours;
        for piece in self.pieces() {
            if reaches(left, &piece) {
                let weeks = if left <= 0.0 { 0.0 } else { left / piece.pace };
                return (piece.from + weeks).min(piece.until);
            }
            left = (left - piece.pace * (piece.until - piece.from)).max(0.0);
        }
        f64::INFINITY
    }

    /// All time from today on, cut where the pace changes.
    fn pieces(&self) -> impl Iterator<Item = Stretch> + '_ {
        let before = |at: usize| at.checked_sub(1).and_then(|last| self.stretches.get(last)).map_or(0.0, |s| s.until);
        (0..=self.stretches.len()).flat_map(move |at| {
            let next = self.stretches.get(at).copied();
            let open = Stretch { from: before(at), until: next.map_or(f64::INFINITY, |s| s.from), pace: self.pace };
            [Some(open).filter(|open| open.until > open.from && open.pace >= 0.0), next].into_iter().flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretch(from: f64, until: f64, pace: f64) -> Stretch {
        Stretch { from, until, pace }
    }

    #[test]
    fn weeks_and_hours_go_around_holidays() {
        #[track_caller]
        fn check(hours: f64, ends: f64, starts: f64) {
            let calendar = Calendar::new(5.0, &[stretch(2.0, 4.0, 0.0), stretch(10.0, 11.0, 10.0)]);
            assert!((calendar.ends(hours) - ends).abs() < 1e-9, "{} is not {ends}", calendar.ends(hours));
            assert!((calendar.starts(hours) - starts).abs() < 1e-9, "{} is not {starts}", calendar.starts(hours));
            assert!((calendar.hours(ends) - hours).abs() < 1e-9 && (calendar.hours(starts) - hours).abs() < 1e-9);
        }
        check(0.0, 0.0, 0.0);
        check(5.0, 1.0, 1.0);
        check(10.0, 2.0, 4.0);
        check(15.0, 5.0, 5.0);
        check(40.0, 10.0, 10.0);
        check(45.0, 10.5, 10.5);
        check(50.0, 11.0, 11.0);
        check(60.0, 13.0, 13.0);
    }

    #[test]
    fn where_stretches_overlap_the_fewest_hours_count() {
        #[track_caller]
        fn check(given: &[Stretch], expect: &[Stretch]) {
            assert_eq!(Calendar::new(5.0, given).stretches(), expect);
        }
        check(&[], &[]);
        check(&[stretch(3.0, 3.0, 0.0), stretch(4.0, 2.0, 0.0), stretch(f64::NAN, 2.0, f64::NAN)], &[]);
        check(&[stretch(-3.0, 1.0, 0.0), stretch(-3.0, -1.0, 0.0)], &[stretch(0.0, 1.0, 0.0)]);
        check(&[stretch(1.0, 3.0, 0.0), stretch(2.0, 4.0, 0.0)], &[stretch(1.0, 4.0, 0.0)]);
        check(
            &[stretch(1.0, 9.0, 8.0), stretch(2.0, 4.0, 0.0)],
            &[stretch(1.0, 2.0, 8.0), stretch(2.0, 4.0, 0.0), stretch(4.0, 9.0, 8.0)],
        );
    }

    #[test]
    fn without_learning_hours_come_never() {
        let none = Calendar::new(0.0, &[stretch(1.0, 3.0, 4.0)]);
        assert_eq!((none.ends(8.0), none.hours(100.0)), (3.0, 8.0));
        assert_eq!((none.ends(8.5), none.starts(8.0)), (f64::INFINITY, f64::INFINITY));
        assert!(Calendar::steady(0.0).ends(1.0).is_infinite());
    }

    proptest! {
        #[test]
        fn hours_and_weeks_are_inverse(
            pace in 0.5..12.0_f64,
            given in proptest::collection::vec((0.0..60.0_f64, 0.1..9.0_f64, 0.0..9.0_f64), 0..5),
            hours in 0.0..400.0_f64,
        ) {
            let given: Vec<Stretch> = given.into_iter().map(|(from, long, pace)| stretch(from, from + long, pace)).collect();
            let calendar = Calendar::new(pace, &given);
            let (ends, starts) = (calendar.ends(hours), calendar.starts(hours));
            prop_assert!(ends <= starts + 1e-9);
            prop_assert!((calendar.hours(ends) - hours).abs() < 1e-6 && (calendar.hours(starts) - hours).abs() < 1e-6);
            prop_assert!(calendar.hours(ends - 1e-3) < hours || hours < 1e-9 || calendar.pace_at(ends - 1e-3) < 1e-6);
        }
    }
}
