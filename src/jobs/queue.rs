//! Work that must be done in order: piece after piece on one thread, none of them skipped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use egui::Context;

type Piece<T> = Box<dyn FnOnce() -> Option<T> + Send>;

/// A thread that does what it is given in that order and may answer each piece with a `T`.
///
/// It sleeps while there is nothing to do. Where a [`Job`](super::Job) drops old work for new, this drops nothing: it
/// is for work that changes something outside, such as files.
pub struct Queue<T> {
    pieces: Sender<Piece<T>>,
    receiver: Receiver<Option<T>>,
    /// Answers that came in while somebody waited for the end.
    early: Vec<T>,
    open: usize,
}

impl<T: Send + 'static> Queue<T> {
    /// A queue with nothing in it. The name is that of its thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn new(name: &str, ctx: Context) -> std::io::Result<Self> {
        let (pieces, work) = channel::<Piece<T>>();
        let (sender, receiver) = channel();
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            while let Ok(piece) = work.recv() {
                // A piece that panics has no answer, and the next one is done all the same.
                let answer = catch_unwind(AssertUnwindSafe(piece)).ok().flatten();
                if sender.send(answer).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        })?;
        Ok(Self { pieces, receiver, early: Vec::new(), open: 0 })
    }

    /// Adds a piece of work behind all that waits.
    pub fn push(&mut self, work: impl FnOnce() -> Option<T> + Send + 'static) {
        // The thread lives as long as the queue, as no panic ends it.
        if self.pieces.send(Box::new(work)).is_ok() {
            self.open += 1;
        }
    }

    /// Whether a piece is under way, waits, or has an answer that nobody has heard yet.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        self.open > 0 || !self.early.is_empty()
    }

    /// The answers that have come in since the last call, in order.
    pub fn poll(&mut self) -> Vec<T> {
        let mut answers = std::mem::take(&mut self.early);
        while let Ok(answer) = self.receiver.try_recv() {
            self.open = self.open.saturating_sub(1);
            answers.extend(answer);
        }
        answers
    }

    /// Waits until everything is done, but no longer than `bound`; returns whether it is.
    pub fn wait(&mut self, bound: Duration) -> bool {
        let start = Instant::now();
        while self.open > 0 {
            let Ok(answer) = self.receiver.recv_timeout(bound.saturating_sub(start.elapsed())) else { return false };
            self.open -= 1;
            self.early.extend(answer);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(10);

    fn queue() -> Queue<u32> {
        Queue::new("test", Context::default()).expect("a thread")
    }

    #[test]
    fn every_piece_is_done_in_order() {
        let mut queue = queue();
        for number in 0..100 {
            queue.push(move || Some(number));
        }
        assert!(queue.is_busy());
        assert!(queue.wait(LONG));
        assert!(queue.is_busy(), "the answers are still to be heard");
        assert_eq!(queue.poll(), (0..100).collect::<Vec<u32>>());
        assert!(!queue.is_busy());
    }

    #[test]
    fn a_piece_that_panics_or_says_nothing_does_not_block_the_next() {
        let mut queue = queue();
        queue.push(|| std::panic::resume_unwind(Box::new("on purpose")));
        queue.push(|| None);
        queue.push(|| Some(7));
        assert!(queue.wait(LONG));
        assert_eq!(queue.poll(), [7]);
    }

    #[test]
    fn waiting_ends_at_its_bound() {
        let mut queue = queue();
        let (go_on, until) = channel::<()>();
        queue.push(move || {
            until.recv().ok();
            Some(1)
        });
        let start = Instant::now();
        assert!(!queue.wait(Duration::from_millis(30)));
        assert!(start.elapsed() < LONG);
        assert!(queue.poll().is_empty() && queue.is_busy());
        drop(go_on);
        assert!(queue.wait(LONG));
        assert_eq!(queue.poll(), [1]);
    }
}
