//! The time of a frame while hours of learning slide from 2 to 15 and the plan follows, in the whole program.
//!
//! `cargo bench --bench frame` drives the window without a screen, as the window tests do: input, logic, layout and
//! tessellation are in a frame, drawing by the graphics card is not. Every frame counts, also those in which an answer
//! arrives.
#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark without its window has nothing to measure")]
#![allow(clippy::print_stdout, reason = "the figures are the purpose")]

#[path = "../ui/desk.rs"]
#[expect(dead_code, reason = "the window tests use more of it")]
mod desk;

use std::time::{Duration, Instant};

use desk::Desk;
use egui::accesskit::Role;
use egui::{Pos2, lerp};
use premia::state::Place;

/// Frames from one end to the other.
const FRAMES: u8 = 250;
/// The most hours on the slider, which begins at none.
const MOST_HOURS: f32 = 20.0;

fn main() {
    let mut desk = Desk::sample();
    desk.go(Place::Path);
    desk.until_idle();
    let rail = desk.find(Role::Slider, "Learning").rect();
    let radius = rail.height() / 2.5;
    let at =
        |hours: f32| Pos2::new(lerp(rail.left() + radius..=rail.right() - radius, hours / MOST_HOURS), rail.center().y);
    desk.harness.hover_at(at(2.0));
    desk.step();
    desk.harness.drag_at(at(2.0));
    desk.step();
    let mut times: Vec<f64> = (0..=FRAMES)
        .map(|frame| {
            desk.harness.hover_at(at(lerp(2.0..=15.0, f32::from(frame) / f32::from(FRAMES))));
            let begin = Instant::now();
            desk.step();
            let shapes = desk.harness.output().shapes.clone();
            drop(desk.harness.ctx.tessellate(shapes, 1.0));
            let took = begin.elapsed().as_secs_f64() * 1e3;
            // A screen waits for its next picture; what the background finds meanwhile arrives in a later frame.
            std::thread::sleep(Duration::from_millis(8));
            took
        })
        .collect();
    desk.harness.drop_at(at(15.0));
    desk.until_planned();
    assert!((desk.profile().learning_hours.get() - 15.0).abs() < 0.3, "the slider was not dragged to its end");
    times.sort_by(f64::total_cmp);
    let part = |part: usize| times.get((times.len() * part).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0.0);
    println!(
        "{} frames: median {:.2} ms, 95th percentile {:.2} ms, slowest {:.2} ms",
        times.len(),
        part(50),
        part(95),
        part(100)
    );
}
