//! What goes on while nobody asks: news are written down and told, recent plays are read now and then.

use std::{sync::Weak, time::Duration};

use library::Event as LibraryEvent;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::mpsc;

use crate::{
    desk::{Desk, tell_standing},
    ipc::PlaysRecorded,
    tray,
    world::{News, World},
};

/// Four readings an hour miss nothing: Spotify keeps fifty plays.
const EVERY: Duration = Duration::from_secs(15 * 60);
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
        if heard(|news| matches!(news, News::Library(LibraryEvent::KeptChanged))) {
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
        if heard(|news| matches!(news, News::Standing | News::Library(LibraryEvent::Synced))) {
            tell_standing(&app).await;
        }
        tray::update(&app);
    }
}

/// Reads recent plays now and then, and keeps the tray's relative times right.
pub(crate) async fn keep_up(app: AppHandle) {
    let mut minutes = tokio::time::interval(MINUTE);
    let mut readings = tokio::time::interval(EVERY);
    // After a sleep one reading catches up with all that were missed.
    readings.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = readings.tick() => sync(&*app.state::<Desk>().world().await).await,
            _ = minutes.tick() => {}
        }
        tray::update(&app);
    }
}

/// Reads what was played and what plays, if anybody is signed in. Trouble goes to the log: the
/// next reading overlaps this one.
pub(crate) async fn sync(world: &World) {
    if world.spotify().grant().is_none() {
        return;
    }
    if let Err(error) = world.library.sync().await {
        log::info!("recent plays were not read: {error}");
    }
    match world.library.now_playing().await {
        Ok(now_playing) => world.set_now_playing(now_playing),
        Err(error) => log::info!("what plays now was not read: {error}"),
    }
}
