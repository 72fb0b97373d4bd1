//! Messages on the listener's desktop, each kind off until asked for: the sign-in is about to end, plays are missing, what the last week
//! was, a round number of plays. A click on one opens the page that it is about.

mod due;
mod message;
mod show;

use std::sync::Arc;

use host::Notified;
use library::{Archive, ExploreQuery, Gap, GapKind, PickedKeys, StoreError, Zone};
use plays::CountingRule;
use stats::{DayRange, Filter, Question};
use tauri::{AppHandle, Manager as _};
use tokio::sync::Mutex;

use self::{
    due::{Facts, Notice, due},
    message::{Message, Week},
};
use crate::{app_state::AppState, ipc::disk::with_archive, profile::Profile, window};

/// Looks whether there is something to tell. Managed by Tauri; used by one at a time, so that nothing is told twice.
#[derive(Default)]
pub(crate) struct Notifier(Mutex<LastRead>);

/// What the archive said when it was last read, and its version then.
#[derive(Default)]
struct LastRead(Option<(i64, InArchive)>);

/// What the archive has to say.
#[derive(Debug, Clone, Default)]
struct InArchive {
    plays: u64,
    /// Where plays are missing, oldest first.
    missing: Vec<Gap>,
}

/// Shows what is due in the listener's own profile.
pub(crate) async fn tell(app: &AppHandle, own: &Arc<Profile>) {
    let notifier = app.state::<Notifier>();
    notifier.0.lock().await.tell(app, own).await;
}

impl LastRead {
    async fn tell(&mut self, app: &AppHandle, own: &Arc<Profile>) {
        let wanted = own.choices().notifications;
        let told = own.notified();
        if wanted.is_off() {
            if told != Notified::default() {
                own.set_notified(Notified::default());
            }
            return;
        }
        let zone = app.state::<AppState>().zone();
        let InArchive { plays, missing } = self.read(own).await;
        let now = own.now();
        let facts = Facts {
            now,
            local: zone.local(now.timestamp_millis()).naive_local(),
            consent: own
                .spotify()
                .grant()
                .map(|grant| (grant.consented_at(), grant.consent_ends())),
            missing,
            plays,
        };
        let (notices, now_told) = due(wanted, told, &facts);
        if now_told != told {
            own.set_notified(now_told);
        }
        for notice in notices {
            if let Some(message) = message_of(app, own, notice, zone).await {
                let app = app.clone();
                show::show(message, move |page| window::raise_at(&app, Some(page)));
            }
        }
    }

    /// An archive that can't be read says what it said last.
    async fn read(&mut self, own: &Arc<Profile>) -> InArchive {
        let last_version = self.0.as_ref().map(|(version, _)| *version);
        let read = with_archive(own, move |archive| {
            let version = archive.version()?;
            if last_version == Some(version) {
                return Ok(None);
            }
            let mut missing = archive.open_gaps()?;
            missing.retain(|gap| gap.kind == GapKind::Missing);
            let plays = archive.count()?;
            Ok(Some((version, InArchive { plays, missing })))
        });
        // The log has the error.
        if let Ok(Some(read)) = read.await {
            self.0 = Some(read);
        }
        self.0.as_ref().map(|(_, read)| read.clone()).unwrap_or_default()
    }
}

/// `None` if there is nothing to say after all.
async fn message_of(app: &AppHandle, own: &Arc<Profile>, notice: Notice, zone: Zone) -> Option<Message> {
    match notice {
        Notice::SignInEnds { days } => Some(message::sign_in_ends(days)),
        Notice::Missing { last, count } => Some(message::missing(last, count, zone)),
        Notice::Milestone(plays) => Some(message::milestone(plays)),
        Notice::Week(days) => {
            let rule = own.choices().rule.into();
            let week = with_archive(own, move |archive| week(archive, days, rule, zone)).await;
            window::evict_unless_open(app);
            week.ok()
                .filter(|week| week.plays > 0)
                .map(|week| message::week(&week, days))
        }
    }
}

fn week(archive: &Archive, days: DayRange, rule: CountingRule, zone: Zone) -> Result<Week, StoreError> {
    let filter = Filter {
        from: Some(days.first),
        to: Some(days.last),
        ..Filter::default()
    };
    let question = Question {
        filter,
        rule,
        ranks: 1,
        ..Question::new(days.last)
    };
    let picks = PickedKeys::default();
    let explored = archive.explore(&ExploreQuery { picks, question }, zone)?;
    let summary = &explored.summary;
    let top_artist = match summary.artists.first() {
        Some(top) => archive.artist_label(&explored.history, top.number)?,
        None => None,
    };
    Ok(Week {
        ms: summary.totals.amount.ms,
        plays: summary.totals.amount.plays,
        top_artist: top_artist.map(|label| label.name),
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, ops::ControlFlow, sync::Arc};

    use chrono::{DateTime, Utc};
    use library::ImportOptions;
    use serde_json::{Value, json};

    use super::*;

    const SECS: u64 = 1000;

    fn play(ended_at: &str, artist: &str, secs: u64) -> Value {
        json!({
            "ts": ended_at, "ms_played": secs * SECS, "spotify_track_uri": format!("spotify:track:{ended_at:0>22.22}"),
            "master_metadata_track_name": ended_at, "master_metadata_album_artist_name": artist,
            "master_metadata_album_album_name": "Enamel",
        })
    }

    #[test]
    fn a_week_is_that_of_the_listeners_zone_and_rule() {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = "2026-11-24T12:00:00Z".parse().unwrap();
        let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now)).unwrap();
        let export = folder.path().join("Streaming_History_Audio_2026.json");
        let plays = json!([
            // A Sunday in Vienna still, and the Monday that follows.
            play("2026-11-15T22:30:00Z", "Before", 200),
            play("2026-11-15T23:30:00Z", "Mirador Septet", 200),
            play("2026-11-18T10:00:00Z", "Others", 250),
            play("2026-11-18T11:00:00Z", "Mirador Septet", 40),
            play("2026-11-18T12:00:00Z", "Mirador Septet", 20),
            // A Sunday in Vienna, and the Monday that follows.
            play("2026-11-22T22:30:00Z", "Mirador Septet", 300),
            play("2026-11-22T23:30:00Z", "After", 200),
        ]);
        fs::write(&export, plays.to_string()).unwrap();
        let go_on = &mut |_| ControlFlow::Continue(());
        archive.import(&[export], ImportOptions::default(), go_on).unwrap();
        let days = DayRange {
            first: "2026-11-16".parse().unwrap(),
            last: "2026-11-22".parse().unwrap(),
        };
        let of_vienna = |rule| week(&archive, days, rule, "Europe/Vienna".parse().unwrap()).unwrap();

        let summary = of_vienna(CountingRule::default());

        assert_eq!(
            (summary.plays, summary.top_artist.as_deref()),
            (4, Some("Mirador Septet"))
        );
        assert_eq!(summary.ms, (200 + 250 + 40 + 20 + 300) * SECS);
        assert_eq!(of_vienna(CountingRule::AtLeast { ms: 60_000 }).plays, 3);
    }
}
