//! Spotify's own rankings, one snapshot of each a day.

use plays::{Batch, Snapshot};
use store::StoreError;

use super::{Archive, owner::account_digest};

impl Archive {
    /// Records one of today's rankings of `account_id`, also an empty one, unless it is recorded already.
    pub(crate) fn record_ranking(
        &self,
        account_id: &str,
        list: &str,
        time_range: &str,
        ranking: Vec<(String, String)>,
    ) -> Result<(), StoreError> {
        if self.has_ranking(account_id, list, time_range)? {
            return Ok(());
        }
        let mut write = self.store().write()?;
        let snapshot = Snapshot {
            account: account_digest(account_id),
            taken_on: self.today(),
            list: list.to_owned(),
            time_range: time_range.to_owned(),
            ranking,
        };
        let batch = Batch {
            snapshots: vec![snapshot],
            ..Batch::default()
        };
        self.ingest_into(&mut write, batch)?;
        write.set_note(
            &ranking_note(account_id, list, time_range),
            Some(&self.today().to_string()),
        )?;
        write.commit()
    }

    /// Whether today's snapshot of this ranking is recorded.
    pub(crate) fn has_ranking(&self, account_id: &str, list: &str, time_range: &str) -> Result<bool, StoreError> {
        let day = self.store().note(&ranking_note(account_id, list, time_range))?;
        Ok(day == Some(self.today().to_string()))
    }

    /// Days since 1970, UTC.
    fn today(&self) -> i32 {
        i32::try_from(self.now().timestamp().div_euclid(24 * 60 * 60)).unwrap_or_default()
    }
}

/// The key of the archive's note that says on which day a ranking was recorded last. A ranking that is empty leaves no other
/// trace.
fn ranking_note(account_id: &str, list: &str, time_range: &str) -> String {
    format!("ranked {} {list} {time_range}", account_digest(account_id))
}
