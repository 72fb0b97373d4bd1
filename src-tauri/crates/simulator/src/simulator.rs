//! The handle on a running simulator: its addresses, and every switch that a test or the demo flips while it runs.

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{Router, body::Body, http::header, middleware};
use chrono::{DateTime, Utc};
use tower::ServiceExt;

use crate::{
    accounts, api,
    door::Door,
    fault::Fault,
    history::Play,
    listener::Player,
    options::{Client, Options, QuotaMode},
    playlist::SimPlaylist,
    request::Request,
    scene::{self, Scene},
    world::World,
};

/// A running stand-in for Spotify. Clones share it; it stops when the last is dropped.
#[derive(Clone)]
pub struct Simulator(Arc<Running>);

struct Running {
    scene: Arc<Scene>,
    router: Router,
    /// Empty while stopped. Held only to swap it, never across an await.
    door: Mutex<Option<Door>>,
}

/// Starts a simulator on loopback. Needs a tokio runtime, which must be driven for it to answer.
///
/// # Errors
/// When the port is taken.
pub async fn start(options: Options) -> io::Result<Simulator> {
    let scene = Arc::new(Scene::new(options));
    let router = Router::new()
        .merge(accounts::routes())
        .merge(api::routes())
        .layer(middleware::from_fn_with_state(scene.clone(), scene::watch))
        .with_state(scene.clone());
    let simulator = Simulator(Arc::new(Running {
        scene,
        router,
        door: Mutex::new(None),
    }));
    simulator.resume().await?;
    Ok(simulator)
}

impl Simulator {
    /// In place of `https://accounts.spotify.com`: serves `/authorize` and `/api/token`.
    pub fn accounts_url(&self) -> String {
        self.scene().address()
    }

    /// In place of `https://api.spotify.com/v1`.
    pub fn api_url(&self) -> String {
        format!("{}/v1", self.scene().address())
    }

    /// Closes the port and cuts open connections at once: what a client meets without a network.
    pub fn stop(&self) {
        self.door().take();
    }

    /// Opens the same port again; does nothing while open.
    ///
    /// # Errors
    /// When somebody else took the port meanwhile.
    pub async fn resume(&self) -> io::Result<()> {
        if self.door().is_some() {
            return Ok(());
        }
        let door = Door::open(self.scene().port(), self.0.router.clone()).await?;
        self.scene().set_port(door.port);
        *self.door() = Some(door);
        Ok(())
    }

    /// Presses Agree on the page at `authorize_url` without a browser, and gives the address the browser would be sent to.
    ///
    /// # Errors
    /// What the page says instead, when it would not send the browser on.
    pub async fn agree(&self, authorize_url: &str) -> Result<String, String> {
        let query = authorize_url.split_once('?').map_or("", |(_, query)| query);
        let request = axum::http::Request::post("/authorize/consent")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("{query}&answer=agree")))
            .map_err(|error| error.to_string())?;
        let Ok(response) = self.0.router.clone().oneshot(request).await;
        let location = response
            .headers()
            .get(header::LOCATION)
            .and_then(|location| location.to_str().ok());
        location
            .map(str::to_owned)
            .ok_or_else(|| format!("the consent page answered {}", response.status()))
    }

    /// Adds trouble; faults on the same family strike in the order they were added.
    pub fn inject(&self, fault: Fault) {
        self.scene().state().faults.add(fault);
    }

    /// Takes all trouble away.
    pub fn clear_faults(&self) {
        self.scene().state().faults.clear();
    }

    /// Every request so far, oldest first; the last 20,000 at most.
    pub fn requests(&self) -> Vec<Request> {
        self.scene().state().requests.iter().cloned().collect()
    }

    /// Every code, access token and refresh token ever given out, so that a test can look for them where they must not be.
    pub fn tokens(&self) -> Vec<String> {
        self.scene().state().tokens.issued().to_vec()
    }

    /// The listener takes the app's permission away on Spotify's own page: all its tokens are dead.
    pub fn revoke_consent(&self) {
        self.scene().state().tokens.revoke();
    }

    /// Every access token given out so far is expired; refreshing works.
    pub fn expire_access_tokens(&self) {
        self.scene().state().tokens.expire_access();
    }

    /// Registers a client, or changes the one with the same id.
    pub fn set_client(&self, client: Client) {
        let mut state = self.scene().state();
        match state.clients.iter_mut().find(|known| known.id == client.id) {
            Some(known) => *known = client,
            None => state.clients.push(client),
        }
    }

    /// Development or Extended, from the next call on.
    pub fn set_quota(&self, quota: QuotaMode) {
        self.scene().state().quota = quota;
    }

    /// Whether the next refresh hands out a new refresh token and ends the old one.
    pub fn set_rotation(&self, rotation: bool) {
        self.scene().state().rotation = rotation;
    }

    /// How long access tokens given out from now on live.
    pub fn set_access_token_secs(&self, secs: u32) {
        self.scene().state().access_token_secs = secs;
    }

    /// How many calls the Web API answers in any 30 seconds.
    pub fn set_calls_per_30_secs(&self, calls: u32) {
        self.scene().state().calls_per_30_secs = calls;
    }

    /// The listener has just finished `count` more plays, the last of them now; tracks 11 and up of [`catalogue`](Self::catalogue).
    pub fn play(&self, count: usize) {
        let scene = self.scene();
        scene
            .state()
            .listener
            .play(&scene.world, &scene.history, scene.now_ms(), count);
    }

    /// Writes what the listener has heard from `since` until now as an extended streaming history, and says how many plays that
    /// is. Each ends where the listener's life says, cut off to the second, and lasts as long as it was heard.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn export_extended(&self, path: &Path, since: DateTime<Utc>) -> io::Result<usize> {
        let scene = self.scene();
        let plays =
            scene
                .state()
                .listener
                .between(&scene.world, &scene.history, since.timestamp_millis(), scene.now_ms());
        let rows: Vec<_> = plays.iter().map(|play| row(&scene.world, play)).collect();
        sample::write_zip(path, &rows)?;
        Ok(rows.len())
    }

    /// Puts on the track at this index of [`catalogue`](Self::catalogue), or nothing, in place of what the history says.
    /// An index beyond the end counts from the start again.
    pub fn set_now_playing(&self, track: Option<usize>) {
        let scene = self.scene();
        let player = match track {
            Some(track) => Player::Track {
                track: track % scene.world.tracks.len(),
                since_ms: scene.now_ms(),
            },
            None => Player::Silent,
        };
        scene.state().listener.set_player(player);
    }

    /// An advertisement is on: something plays, but it has no item.
    pub fn set_advert_playing(&self) {
        self.scene().state().listener.set_player(Player::Advert);
    }

    /// The listener's own playlists, the newest first.
    pub fn playlists(&self) -> Vec<SimPlaylist> {
        self.scene().state().shelf.own(&self.scene().world)
    }

    /// The URI of every track there is.
    pub fn catalogue(&self) -> Vec<String> {
        let world = &self.scene().world;
        (0..world.tracks.len()).map(|track| world.uri(track)).collect()
    }

    /// The ids of the artists that a track credits; none for a URI that names no track.
    pub fn credits(&self, uri: &str) -> Vec<String> {
        let world = &self.scene().world;
        let credited = world
            .track_of(uri)
            .map(|track| world.tracks[track].artists.as_slice())
            .unwrap_or_default();
        credited
            .iter()
            .map(|artist| world.artists[*artist].id.clone())
            .collect()
    }

    /// From now on the listener is brand-new: no tops, no plays but those added by [`play`](Self::play), no playlists.
    pub fn empty_listener(&self) {
        let mut state = self.scene().state();
        state.listener.start_anew();
        state.shelf.clear();
    }

    fn scene(&self) -> &Scene {
        &self.0.scene
    }

    fn door(&self) -> MutexGuard<'_, Option<Door>> {
        self.0.door.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn row(world: &World, play: &Play) -> sample::Row {
    let track = &world.tracks[play.track];
    let album = &world.albums[track.album];
    sample::Row {
        uri: Some(world.uri(play.track)),
        name: track.name.clone(),
        artist: world.artists[album.artist].name.clone(),
        album: album.name.clone(),
        ended_at_ms: play.ended_ms,
        ms_played: play.ended_ms - play.started_ms,
    }
}
