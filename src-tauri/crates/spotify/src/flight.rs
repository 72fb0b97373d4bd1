//! One piece of work for all who want the same thing at the same time.
//! Once begun it is carried to its end, even if everyone who waited for it has left.

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// The work under way, by what it is for.
pub(crate) struct Flights<K, V> {
    /// Held only to look up or change an entry, never across an await.
    under_way: Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>,
}

impl<K, V> Flights<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub(crate) fn new() -> Self {
        Self {
            under_way: Arc::default(),
        }
    }

    /// The result of the work for `key`: of the one under way if there is one, else of `work`, which starts now.
    /// `None` only if the work died before its end.
    pub(crate) async fn join<F>(&self, key: K, work: impl FnOnce() -> F) -> Option<V>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let mut landing = self.board(key, work);
        landing.wait_for(Option::is_some).await.ok()?.clone()
    }

    /// The result of the work under way for `key`; `None` at once if there is none.
    pub(crate) async fn ride(&self, key: &K) -> Option<V> {
        let landing = lock(&self.under_way).get(key).cloned();
        landing?.wait_for(Option::is_some).await.ok()?.clone()
    }

    fn board<F>(&self, key: K, work: impl FnOnce() -> F) -> watch::Receiver<Option<V>>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let mut under_way = lock(&self.under_way);
        if let Some(landing) = under_way.get(&key) {
            return landing.clone();
        }
        let (landed, landing) = watch::channel(None);
        under_way.insert(key.clone(), landing.clone());
        drop(under_way);

        let entry = Entry {
            under_way: Arc::clone(&self.under_way),
            key,
        };
        let work = work();
        // A task of its own: a caller who loses patience must not take a rotated token down with them.
        tokio::spawn(async move {
            let result = work.await;
            drop(entry);
            landed.send_replace(Some(result));
        });
        landing
    }
}

/// Takes the entry off the list however the work ends, so that a panic cannot leave later callers waiting.
struct Entry<K: Eq + Hash, V> {
    under_way: Arc<Mutex<HashMap<K, watch::Receiver<Option<V>>>>>,
    key: K,
}

impl<K: Eq + Hash, V> Drop for Entry<K, V> {
    fn drop(&mut self) {
        lock(&self.under_way).remove(&self.key);
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
    async fn twenty_who_want_the_same_share_one_piece_of_work() {
        let (flights, begun) = (Arc::new(Flights::new()), Arc::new(AtomicU32::new(0)));
        let callers: Vec<_> = (0..20)
            .map(|_| {
                let (flights, begun) = (Arc::clone(&flights), Arc::clone(&begun));
                tokio::spawn(async move {
                    flights
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
    async fn who_comes_after_the_landing_starts_anew() {
        let flights = Flights::new();
        assert_eq!(flights.join(1, || async { "first" }).await, Some("first"));
        assert_eq!(flights.ride(&1).await, None);
        assert_eq!(flights.join(1, || async { "second" }).await, Some("second"));
    }

    #[tokio::test(start_paused = true)]
    async fn work_goes_on_when_its_caller_leaves() {
        let (flights, ended) = (Flights::new(), Arc::new(AtomicU32::new(0)));
        let seen = Arc::clone(&ended);
        let impatient = flights.join(1, || async move {
            tokio::time::sleep(Duration::from_secs(5)).await;
            ended.store(1, Ordering::SeqCst);
        });
        assert!(tokio::time::timeout(Duration::from_secs(1), impatient).await.is_err());
        assert_eq!(flights.join(1, || async { unreachable!() }).await, Some(()));
        assert_eq!(seen.load(Ordering::SeqCst), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn work_that_dies_leaves_nobody_waiting() {
        let flights: Flights<u8, u8> = Flights::new();
        assert_eq!(flights.join(1, || async { panic!("as planned") }).await, None);
        assert_eq!(flights.ride(&1).await, None);
    }
}
