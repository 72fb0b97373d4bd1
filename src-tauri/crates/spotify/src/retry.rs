//! How often a request is sent again after a failure, and how long to wait before each time.
//! The one policy for the Web API and the accounts service; who may send again is decided where the request is made.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// How often a request is sent again.
pub(crate) const ATTEMPTS: usize = 3;

/// The waits before each new attempt: about 0.2, 0.4 and 0.8 s, each made up to half longer or shorter so that many apps
/// do not come back at the same moment. Ends after [`ATTEMPTS`].
pub(crate) fn waits() -> impl Iterator<Item = Duration> + Send {
    // The jitter adds up to the whole of a delay: 100 ms become 100 to 200 ms.
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(133))
        .with_factor(2.0)
        .with_max_times(ATTEMPTS)
        .with_jitter()
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_server_is_left_alone_twice_as_long_each_time() {
        for _ in 0..100 {
            let waits: Vec<_> = waits().map(|wait| wait.as_millis()).collect();
            let bounds = [(100, 300), (200, 600), (400, 1200)];
            assert_eq!(waits.len(), bounds.len());
            for (wait, (least, most)) in waits.iter().zip(bounds) {
                assert!((least..=most).contains(wait), "{waits:?}");
            }
        }
    }

    #[test]
    fn many_apps_do_not_come_back_at_the_same_moment() {
        let first: std::collections::BTreeSet<_> = (0..100).filter_map(|_| waits().next()).collect();
        assert!(first.len() > 10, "{first:?}");
    }
}
