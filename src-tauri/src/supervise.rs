//! A panic in background work is a fault that the log tells of. It ends that piece of work and nothing else: whatever repeats it goes on.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
};

use futures::FutureExt;

/// Does `work`, which is called `what` in the log. False if it panicked.
pub(crate) async fn carry_on(what: &str, work: impl Future<Output = ()>) -> bool {
    // What a panic leaves half done is the work's own: locks elsewhere are taken whole or not at all.
    let done = AssertUnwindSafe(work).catch_unwind().await.is_ok();
    if !done {
        log::error!("{what} panicked; Tonearm goes on without it");
    }
    done
}

/// The same for work that blocks. `None` if it panicked.
pub(crate) fn carry_on_blocking<T>(what: &str, work: impl FnOnce() -> T) -> Option<T> {
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    if done.is_none() {
        log::error!("{what} panicked; Tonearm goes on without it");
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_after_a_panic_is_done() {
        let mut done = Vec::new();
        for nth in 0..3 {
            let went_well = carry_on("a test", async {
                tokio::task::yield_now().await;
                assert_ne!(nth, 1, "this one panics");
                done.push(nth);
            })
            .await;
            assert_eq!(went_well, nth != 1);
        }
        assert_eq!(done, [0, 2]);
    }

    #[test]
    fn blocking_work_gives_its_result_unless_it_panics() {
        assert_eq!(carry_on_blocking("a test", || 5), Some(5));
        let panics: Option<u8> = carry_on_blocking("a test", || panic!("on purpose"));
        assert_eq!(panics, None);
    }
}
