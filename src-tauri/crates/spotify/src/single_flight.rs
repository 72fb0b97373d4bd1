//! Runs one piece of work for all callers that want the same thing at the same time.
//! Work that has started runs to its end, even if every caller that waited for it is gone.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// The running work, by what it is for.
pub(crate) struct SingleFlight<K, V> {
    /// Held only to look up or change an entry, never across an await.
    running: Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>,
}

impl<K, V> SingleFlight<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub(crate) fn new() -> Self {
        Self {
            running: Arc::default(),
        }
    }

    /// The result of the work for `key`: of the running one if there is one, otherwise of `work`, which starts now.
    /// `None` only if the work panicked.
    pub(crate) async fn join<F>(&self, key: K, work: impl FnOnce() -> F) -> Option<V>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let mut result = self.start_or_join(key, work);
        result.wait_for(Option::is_some).await.ok()?.clone()
    }

    /// The result of the work that is running for `key`; `None` at once if there is none.
    pub(crate) async fn join_running(&self, key: &K) -> Option<V> {
        let result = lock(&self.running).get(key).cloned();
        result?.wait_for(Option::is_some).await.ok()?.clone()
    }

    fn start_or_join<F>(&self, key: K, work: impl FnOnce() -> F) -> watch::Receiver<Option<V>>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let mut running = lock(&self.running);
        if let Some(result) = running.get(&key) {
            return result.clone();
        }
        let (sender, result) = watch::channel(None);
        running.insert(key.clone(), result.clone());
        drop(running);

        let entry = Entry {
            running: Arc::clone(&self.running),
            key,
        };
        let work = work();
        // A task of its own: a caller that gives up must not lose a rotated token.
        tokio::spawn(async move {
            let value = work.await;
            drop(entry);
            sender.send_replace(Some(value));
        });
        result
    }
}

/// Removes the entry however the work ends, so that a panic does not leave later callers waiting.
struct Entry<K: Eq + Hash, V> {
    running: Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>,
    key: K,
}

impl<K: Eq + Hash, V> Drop for Entry<K, V> {
    fn drop(&mut self) {
        lock(&self.running).remove(&self.key);
    }
}

/// The map is whole between any two statements, so a panic elsewhere is no reason to stop.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn twenty_callers_share_one_piece_of_work() {
        let (calls, begun) = (Arc::new(SingleFlight::new()), Arc::new(AtomicU32::new(0)));
        let callers: Vec<_> = (0..20)
            .map(|_| {
                let (calls, begun) = (Arc::clone(&calls), Arc::clone(&begun));
                tokio::spawn(async move {
                    calls
                        .join("same", || async move {
                            tokio::time::sleep(Duration::from_secs(1)).await;
                            begun.fetch_add(1, Ordering::SeqCst)
                        })
                        .await
                })
            })
            .collect();
        for caller in callers {
            assert_eq!(caller.await.unwrap(), Some(0));
        }
        assert_eq!(begun.load(Ordering::SeqCst), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_that_comes_after_the_end_starts_again() {
        let calls = SingleFlight::new();
        assert_eq!(calls.join(1, || async { "first" }).await, Some("first"));
        assert_eq!(calls.join_running(&1).await, None);
        assert_eq!(calls.join(1, || async { "second" }).await, Some("second"));
    }

    #[tokio::test(start_paused = true)]
    async fn work_goes_on_when_its_caller_leaves() {
        let (calls, ended) = (SingleFlight::new(), Arc::new(AtomicU32::new(0)));
        let seen = Arc::clone(&ended);
        let impatient = calls.join(1, || async move {
            tokio::time::sleep(Duration::from_secs(5)).await;
            ended.store(1, Ordering::SeqCst);
        });
        assert!(tokio::time::timeout(Duration::from_secs(1), impatient).await.is_err());
        assert_eq!(calls.join(1, || async { unreachable!() }).await, Some(()));
        assert_eq!(seen.load(Ordering::SeqCst), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn work_that_panics_leaves_nobody_waiting() {
        let calls: SingleFlight<u8, u8> = SingleFlight::new();
        assert_eq!(calls.join(1, || async { panic!("as planned") }).await, None);
        assert_eq!(calls.join_running(&1).await, None);
    }
}
