//! Named background jobs: one at a time each, the newest wins, and an answer wakes the window.
#![allow(clippy::disallowed_methods, reason = "the one room in which threads are started")]

mod queue;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

pub use queue::Queue;

/// Lets a running job see that its answer is no longer wanted.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether the job should end.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Sends the answers of one run to the window.
pub struct Reply<T> {
    run: u64,
    sender: Sender<(u64, Message<T>)>,
    ctx: Context,
}

impl<T> Reply<T> {
    /// Hands over an answer, or a part of one, and wakes the window.
    pub fn send(&self, answer: T) {
        self.post(Message::Answer(answer));
    }

    /// The window may be gone by now; then nobody waits for the answer, and that is fine.
    fn post(&self, message: Message<T>) {
        if self.sender.send((self.run, message)).is_ok() {
            self.ctx.request_repaint();
        }
    }
}

enum Message<T> {
    Answer(T),
    Ended,
}

type Work<T> = Box<dyn FnOnce(&Stop, &Reply<T>) + Send>;

/// A background job that answers with `T`, any number of times a run.
///
/// While one run is under way, a newer one waits and the running one is asked to stop; of those that wait only the
/// newest is kept. Answers of older runs are dropped.
pub struct Job<T> {
    name: &'static str,
    ctx: Context,
    sender: Sender<(u64, Message<T>)>,
    receiver: Receiver<(u64, Message<T>)>,
    running: Option<(u64, Stop)>,
    waiting: Option<(u64, Work<T>)>,
    newest: u64,
}

impl<T: Send + 'static> Job<T> {
    /// A job that has nothing to do yet. The name is that of its thread.
    #[must_use]
    pub fn new(name: &'static str, ctx: Context) -> Self {
        let (sender, receiver) = channel();
        Self { name, ctx, sender, receiver, running: None, waiting: None, newest: 0 }
    }

    /// Starts a run, in place of all before it.
    pub fn start(&mut self, work: impl FnOnce(&Stop, &Reply<T>) + Send + 'static) {
        self.newest += 1;
        self.waiting = Some((self.newest, Box::new(work)));
        match &self.running {
            Some((_, stop)) => stop.set(),
            None => self.start_waiting(),
        }
    }

    /// Drops what waits, asks the running one to stop, and ignores its answers.
    pub fn cancel(&mut self) {
        self.newest += 1;
        self.waiting = None;
        if let Some((_, stop)) = &self.running {
            stop.set();
        }
    }

    /// Whether a run that has not been cancelled is under way or waits.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.waiting.is_some() || self.running.as_ref().is_some_and(|(run, _)| *run == self.newest)
    }

    /// The answers of the newest run that have come in since the last call.
    pub fn poll(&mut self) -> Vec<T> {
        let mut answers = Vec::new();
        while let Ok((run, message)) = self.receiver.try_recv() {
            match message {
                Message::Answer(answer) if run == self.newest => answers.push(answer),
                Message::Answer(_) => {}
                Message::Ended => {
                    self.running = None;
                    self.start_waiting();
                }
            }
        }
        answers
    }

    fn start_waiting(&mut self) {
        let Some((run, work)) = self.waiting.take() else { return };
        let stop = Stop::default();
        let reply = Ending(Reply { run, sender: self.sender.clone(), ctx: self.ctx.clone() });
        let thread = std::thread::Builder::new().name(self.name.to_owned());
        let for_thread = stop.clone();
        // Without a thread there is no answer; `Ending` is dropped with the closure and says so.
        self.running = Some((run, stop));
        if thread.spawn(move || work(&for_thread, &reply.0)).is_err() {
            self.running = None;
        }
    }
}

/// Says that a run has ended, even if it panicked.
struct Ending<T>(Reply<T>);

impl<T> Drop for Ending<T> {
    fn drop(&mut self) {
        self.0.post(Message::Ended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn wait_for<T: Send + 'static>(job: &mut Job<T>, count: usize) -> Vec<T> {
        let start = Instant::now();
        let mut all = Vec::new();
        while (all.len() < count || job.running.is_some()) && start.elapsed() < Duration::from_secs(10) {
            all.extend(job.poll());
            std::thread::sleep(Duration::from_millis(1));
        }
        all
    }

    #[test]
    fn a_run_answers_as_often_as_it_likes() {
        let mut job = Job::new("test", Context::default());
        job.start(|_, reply| {
            reply.send(1);
            reply.send(2);
        });
        assert_eq!(wait_for(&mut job, 2), vec![1, 2]);
        assert!(!job.is_busy());
    }

    #[test]
    fn the_newest_run_wins_and_the_older_is_stopped() {
        let mut job = Job::new("test", Context::default());
        job.start(|stop, reply| {
            while !stop.is_set() {
                std::thread::sleep(Duration::from_millis(1));
            }
            reply.send("old");
        });
        job.start(|_, reply| reply.send("skipped"));
        job.start(|_, reply| reply.send("new"));
        assert_eq!(wait_for(&mut job, 1), vec!["new"]);
    }

    #[test]
    fn a_cancelled_run_is_silent() {
        let mut job = Job::new("test", Context::default());
        job.start(|stop, reply| {
            while !stop.is_set() {
                std::thread::sleep(Duration::from_millis(1));
            }
            reply.send(1);
        });
        job.cancel();
        assert!(!job.is_busy());
        assert!(wait_for(&mut job, 0).is_empty());
    }

    #[test]
    fn a_run_that_panics_does_not_block_the_next() {
        let mut job = Job::new("test", Context::default());
        job.start(|_, _| std::panic::resume_unwind(Box::new("on purpose")));
        assert!(wait_for(&mut job, 0).is_empty());
        job.start(|_, reply| reply.send(7));
        assert_eq!(wait_for(&mut job, 1), vec![7]);
    }
}
