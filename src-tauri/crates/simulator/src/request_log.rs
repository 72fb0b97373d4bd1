//! The latest requests and how they were answered. The oldest are forgotten, because a demo may run for weeks.

use std::collections::VecDeque;

use crate::request::Request;

const KEPT: usize = 20_000;

/// The requests, oldest first.
#[derive(Default)]
pub(crate) struct RequestLog {
    requests: VecDeque<Request>,
    forgotten: usize,
}

impl RequestLog {
    /// Adds a request and returns the number under which to report its answer.
    pub(crate) fn add(&mut self, request: Request) -> usize {
        if self.requests.len() == KEPT {
            self.requests.pop_front();
            self.forgotten += 1;
        }
        self.requests.push_back(request);
        self.forgotten + self.requests.len() - 1
    }

    /// Does nothing if the request has been forgotten.
    pub(crate) fn set_status(&mut self, number: usize, status: u16) {
        if let Some(request) = number
            .checked_sub(self.forgotten)
            .and_then(|at| self.requests.get_mut(at))
        {
            request.status = status;
        }
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter()
    }
}
