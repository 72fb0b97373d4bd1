//! What goes on while nobody asks: news are written down and told, recent plays are read now and then.

use std::{sync::Weak, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use host::News;
use library::{Event as LibraryEvent, Priority};
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::mpsc;

use crate::{
    archive_changed,
    desk::{Desk, tell_standing},
    importing,
    ipc::PlaysRecorded,
    tray,
    world::World,
};

/// Four readings an hour miss nothing: Spotify keeps fifty plays.
const EVERY: TimeDelta = TimeDelta::minutes(15);
/// "3 min ago" is written anew this often.
const MINUTE: Duration = Duration::from_secs(60);

/// Acts on a world's news until the world is gone. Holds it weakly, since the world holds the other end of `news`.
pub(crate) async fn follow(app: AppHandle, world: Weak<World>, mut news: mpsc::UnboundedReceiver<News>) {
    while let Some(first) = news.recv().await {
        let mut batch = vec![first];
        while let Ok(more) = news.try_recv() {
            batch.push(more);
        }
        let Some(world) = world.upgrade() else { return };
        let heard = |wanted: fn(&News) -> bool| batch.iter().any(wanted);
        if heard(|news| matches!(news, News::Library(LibraryEvent::SavedStateChanged))) {
            world.remember();
        }
        if !app.state::<Desk>().shows(&world) {
            continue;
        }
        let recorded = batch.iter().map(|news| match news {
            News::Library(LibraryEvent::PlaysRecorded { count }) => *count,
            _ => 0,
        });
        let count = u32::try_from(recorded.sum::<usize>()).unwrap_or(u32::MAX);
        if count > 0
            && let Err(error) = (PlaysRecorded { count }).emit(&app)
        {
            log::error!("the window could not be told: {error}");
        }
        if heard(|news| matches!(news, News::Library(LibraryEvent::PlaysRecorded { .. }))) {
            importing::tell_archive_changed(&app);
        }
        if heard(|news| matches!(news, News::Connection | News::Library(LibraryEvent::Synced))) {
            tell_standing(&app).await;
        }
        tray::update(&app);
    }
}

/// Reads recent plays now and then, and keeps the tray's relative times right. The listener's own plays are read also
/// while the sample is shown.
pub(crate) async fn keep_up(app: AppHandle, own: Weak<World>) {
    let mut minutes = tokio::time::interval(MINUTE);
    minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut last: Option<DateTime<Utc>> = None;
    let mut version = None;
    loop {
        minutes.tick().await;
        let Some(own) = own.upgrade() else { return };
        // By the wall clock: a timer stands still while the computer sleeps, and waking up is when a reading is due.
        let now = own.now();
        if last.is_none_or(|last| !(TimeDelta::zero()..EVERY).contains(&(now - last))) {
            last = Some(now);
            sync(&own, Priority::Background).await;
            once_a_day(&own).await;
            if let Some(sample) = app.state::<Desk>().sample() {
                sync(&sample, Priority::Background).await;
            }
        }
        if let Some(shown) = app.state::<Desk>().world_now() {
            let now = shown.library.archive().ok().and_then(|archive| archive.version().ok());
            // Another program, such as the command line, wrote to it.
            if version.replace(now).is_some_and(|before| before != now) {
                archive_changed(&app, &shown);
            }
        }
        tray::update(&app);
    }
}

/// What is done once a day looks itself whether it is due.
async fn once_a_day(world: &World) {
    if let Ok(archive) = world.library.archive().cloned() {
        let backed_up = tauri::async_runtime::spawn_blocking(move || archive.back_up_daily()).await;
        match backed_up {
            Ok(Err(error)) => log::error!("the daily backup was not taken: {error}"),
            Err(error) => log::error!("the daily backup broke off: {error}"),
            Ok(Ok(_)) => {}
        }
    }
    if world.spotify().grant().is_some()
        && let Err(error) = world.library.snapshot_rankings(Priority::Background).await
    {
        log::info!("today's rankings were not written down: {error}");
    }
}

/// Reads what was played and what plays, if anybody is signed in. UiError goes to the log: the
/// next reading overlaps this one.
pub(crate) async fn sync(world: &World, asker: Priority) {
    if world.spotify().grant().is_none() {
        world.set_now_playing(None);
        return;
    }
    if let Err(error) = world.library.sync(asker).await {
        log::info!("recent plays were not read: {error}");
    }
    match world.library.now_playing(asker).await {
        Ok(now_playing) => world.set_now_playing(now_playing),
        Err(error) => log::info!("what plays now was not read: {error}"),
    }
}
