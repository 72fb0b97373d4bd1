//! What runs in the background: news from a profile are kept and passed on, recent plays are read now and then, and what is
//! due once a day is done.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use host::{Choices, News};
use library::{Event, Priority, ReadingTimes, Zone};
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc;

use crate::{
    app_state::AppState,
    ipc::{
        event::{ArchiveChanged, PlaysRecorded},
        number::count,
    },
    notifications, notify,
    profile::Profile,
    supervise::carry_on,
};

/// "3 min ago" in the tray changes this often, and a failed reading is repeated after a minute at the earliest.
const MINUTE: Duration = Duration::from_secs(60);

/// Acts on a profile's news until the profile is gone. Holds it weakly, because the profile holds the other end of `news`.
pub(crate) async fn follow_news(app: AppHandle, profile: Weak<Profile>, mut news: mpsc::UnboundedReceiver<News>) {
    while let Some(first) = news.recv().await {
        let mut batch = vec![first];
        while let Ok(more) = news.try_recv() {
            batch.push(more);
        }
        let Some(profile) = profile.upgrade() else { return };
        carry_on("passing on news", pass_on(&app, &profile, &batch)).await;
    }
}

async fn pass_on(app: &AppHandle, profile: &Arc<Profile>, batch: &[News]) {
    let has = |wanted: fn(&News) -> bool| batch.iter().any(wanted);
    if has(|news| matches!(news, News::Library(Event::SavedStateChanged))) {
        profile.save_library_state();
    }
    // Also while the sample is on show.
    if has(|news| matches!(news, News::Library(Event::PlaysRecorded { .. }))) {
        profile.exchange.note_change();
        if profile.simulator().is_none() {
            notifications::tell(app, profile).await;
        }
    }
    if !app.state::<AppState>().shows(profile) {
        return;
    }
    let recorded = batch.iter().map(|news| match news {
        News::Library(Event::PlaysRecorded { count }) => *count,
        _ => 0,
    });
    let recorded = count(recorded.sum());
    if recorded > 0 {
        notify::window(app, PlaysRecorded { count: recorded });
    }
    if has(|news| matches!(news, News::Library(Event::PlaysRecorded { .. }))) {
        notify::window(app, ArchiveChanged);
    }
    if has(|news| {
        matches!(
            news,
            News::Library(Event::PlaysRecorded { .. } | Event::SavedStateChanged)
        )
    }) {
        profile.learning.look_again();
    }
    if has(|news| matches!(news, News::Connection | News::Library(Event::Synced))) {
        notify::status_changed(app).await;
    }
    notify::tray(app);
}

/// Reads recent plays now and then, and keeps the tray's relative times right. The listener's own plays are read also
/// while the sample is on show.
pub(crate) async fn keep_reading(app: AppHandle, own: Weak<Profile>) {
    let mut minutes = tokio::time::interval(MINUTE);
    minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut minute = EveryMinute::default();
    loop {
        minutes.tick().await;
        let Some(own) = own.upgrade() else { return };
        carry_on("what is due every minute", minute.pass(&app, &own)).await;
    }
}

/// Pauses the recording, or resumes it. What was played meanwhile is read at once then, as far as Spotify still lists it.
pub(crate) async fn pause(app: &AppHandle, paused: bool) {
    let own = app.state::<AppState>().own().await;
    let before = own.choices();
    own.set_choices(Choices {
        recording_paused: paused,
        ..before
    });
    notify::status_changed(app).await;
    notify::tray(app);
    if before.recording_paused && !paused {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            own.sync(Priority::Listener).await;
            notify::tray(&app);
        });
    }
}

/// What is remembered from one minute to the next.
#[derive(Default)]
struct EveryMinute {
    times: ReadingTimes,
    last_version: Option<Option<i64>>,
    last_zone: Option<Zone>,
}

impl EveryMinute {
    async fn pass(&mut self, app: &AppHandle, own: &Arc<Profile>) {
        let state = app.state::<AppState>();
        let now = own.now();
        if self.times.is_due(now) {
            let paused = own.choices().recording_paused;
            let read = if paused {
                Ok(())
            } else {
                own.try_sync(Priority::Background).await
            };
            self.times.note(now, read.as_ref().err());
            back_up(own).await;
            if read.is_ok() && !paused {
                record_rankings(own).await;
            }
            if let Some(sample) = state.sample() {
                sample.sync(Priority::Background).await;
            }
        }
        if let Some(shown) = state.shown_now() {
            let version = version(&shown).await;
            // Another program, such as the command line, wrote to it.
            if self
                .last_version
                .replace(version)
                .is_some_and(|before| before != version)
            {
                notify::archive_changed(app, &shown);
            }
            // The computer may be in another zone now.
            let zone = state.zone();
            if self.last_zone.replace(zone).is_some_and(|before| before != zone) {
                notify::archive_changed(app, &shown);
            }
        }
        notifications::tell(app, own).await;
        notify::tray(app);
    }
}

async fn version(profile: &Profile) -> Option<i64> {
    let archive = profile.library.archive().ok()?.clone();
    let version = tauri::async_runtime::spawn_blocking(move || archive.version()).await;
    version.ok()?.ok()
}

/// Checks the archive once a week, and backs it up once a day unless the check found something.
async fn back_up(profile: &Profile) {
    if let Ok(archive) = profile.library.archive().cloned() {
        let check_and_back_up = move || {
            if let Err(error) = archive.check_weekly() {
                log::error!("the archive was not checked: {error}");
            }
            archive.back_up_daily()
        };
        let backed_up = tauri::async_runtime::spawn_blocking(check_and_back_up).await;
        match backed_up {
            Ok(Err(error)) => log::error!("the daily backup was not taken: {error}"),
            Err(error) => log::error!("the daily backup broke off: {error}"),
            Ok(Ok(_)) => {}
        }
    }
}

/// Does nothing when it was done today already.
async fn record_rankings(profile: &Profile) {
    if profile.spotify().grant().is_some()
        && let Err(error) = profile.library.snapshot_rankings(Priority::Background).await
    {
        log::info!("today's rankings were not written down: {error}");
    }
}
