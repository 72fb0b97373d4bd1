//! The limit on calls to the Web API: so many in any 30 seconds.

use std::collections::VecDeque;

const WINDOW_MS: i64 = 30_000;

/// The calls of the last 30 seconds.
pub(crate) struct RateLimit {
    most_calls: usize,
    calls_ms: VecDeque<i64>,
}

impl RateLimit {
    pub(crate) fn new(calls_per_30_secs: u32) -> Self {
        Self {
            most_calls: calls_per_30_secs as usize,
            calls_ms: VecDeque::new(),
        }
    }

    /// Counts a call.
    ///
    /// # Errors
    /// If it is one too many: the seconds until the next is allowed.
    pub(crate) fn count(&mut self, now_ms: i64) -> Result<(), u32> {
        while self.calls_ms.front().is_some_and(|call| call + WINDOW_MS <= now_ms) {
            self.calls_ms.pop_front();
        }
        if self.calls_ms.len() >= self.most_calls {
            let free_ms = self
                .calls_ms
                .front()
                .map_or(WINDOW_MS, |oldest| oldest + WINDOW_MS - now_ms);
            return Err((free_ms.max(1) as u32).div_ceil(1000));
        }
        self.calls_ms.push_back(now_ms);
        Ok(())
    }
}
