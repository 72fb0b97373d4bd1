//! The latest requests, and how many there were of each call. The oldest are forgotten, but still counted.

use std::collections::{HashMap, VecDeque};

use super::call::{Call, Request};

const KEPT: usize = 20_000;

/// The requests, oldest first.
#[derive(Default)]
pub(super) struct Log {
    requests: VecDeque<Request>,
    forgotten: usize,
    counts: HashMap<Call, usize>,
}

impl Log {
    /// Adds a request and returns the number under which to report its answer.
    pub(super) fn add(&mut self, request: Request) -> usize {
        *self.counts.entry(request.call).or_default() += 1;
        if self.requests.len() == KEPT {
            self.requests.pop_front();
            self.forgotten += 1;
        }
        self.requests.push_back(request);
        self.forgotten + self.requests.len() - 1
    }

    /// Does nothing if the request has been forgotten.
    pub(super) fn set_status(&mut self, number: usize, status: u16) {
        let at = number.checked_sub(self.forgotten);
        if let Some(request) = at.and_then(|at| self.requests.get_mut(at)) {
            request.status = status;
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter()
    }

    pub(super) fn count(&self, call: Call) -> usize {
        let of = self.counts.iter().filter(|(other, _)| call.includes(**other));
        of.map(|(_, count)| count).sum()
    }
}
