//! How long the frames of the real window take, for whoever measures it.

use eframe::Frame;
use egui::Context;

/// The CPU time of every frame that was drawn while a mouse button was down: that is when a plan follows a slider.
#[derive(Default)]
pub(super) struct FrameTimes {
    millis: Vec<f64>,
    was_down: bool,
}

impl FrameTimes {
    /// Notes the frame before this one, whose time is known by now.
    pub(super) fn note(&mut self, ctx: &Context, frame: &Frame) {
        if self.was_down {
            self.millis.extend(frame.info().cpu_usage.map(|seconds| f64::from(seconds) * 1e3));
        }
        self.was_down = ctx.input(|input| input.pointer.any_down());
    }

    /// The times in words.
    pub(super) fn words(&self) -> String {
        let mut times = self.millis.clone();
        times.sort_by(f64::total_cmp);
        let part = |part: usize| times.get((times.len() * part).div_ceil(100).saturating_sub(1)).copied();
        let [median, most, slowest] = [50, 95, 100].map(|share| part(share).unwrap_or_default());
        let count = times.len();
        format!(
            "{count} frames while a button was down: median {median:.2}, 95th percentile {most:.2}, slowest {slowest:.2} ms of CPU"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_by_rank() {
        #[track_caller]
        fn check(millis: Vec<f64>, expect: &str) {
            let words = FrameTimes { millis, was_down: false }.words();
            assert!(words.starts_with(expect), "{words}");
        }
        check(Vec::new(), "0 frames while a button was down: median 0.00, 95th percentile 0.00, slowest 0.00 ms");
        check(vec![2.0], "1 frames while a button was down: median 2.00, 95th percentile 2.00, slowest 2.00 ms");
        let many = (1..=100).rev().map(f64::from).collect();
        check(many, "100 frames while a button was down: median 50.00, 95th percentile 95.00, slowest 100.00 ms");
    }
}
