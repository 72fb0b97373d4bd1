//! A running simulator: its addresses, and everything that a test or the demo can change while it runs.

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{Router, body::Body, http::header, middleware};
use chrono::{DateTime, Utc};
use plays::Batch;
use tower::ServiceExt;

use crate::{
    accounts, api,
    backend::Backend,
    fault::Fault,
    listener::{Heard, Player},
    metabrainz::{LISTENBRAINZ_PATH, MUSICBRAINZ_PATH, MetaBrainz},
    middleware::log_and_apply_faults,
    often::Often,
    options::{Client, Options, QuotaMode},
    past,
    playlist::SimPlaylist,
    quirks::Quirks,
    request::Request,
    server::{ClosedPort, Server},
    truth::{Hearing, TruePlay, TrueSpokenPlay},
};

/// A running stand-in for Spotify. Clones share it; it stops when the last is dropped.
#[derive(Clone)]
pub struct Simulator(Arc<Running>);

struct Running {
    backend: Arc<Backend>,
    metabrainz: MetaBrainz,
    router: Router,
    /// The lock is held only to swap the value, never across an await.
    port: Mutex<Port>,
}

/// What becomes of the simulator's port.
enum Port {
    Open {
        /// Closes when it is dropped.
        _server: Server,
    },
    Closed(ClosedPort),
    /// Another program may be given it: before the first start, and if it could not be kept.
    Free,
}

/// Starts a simulator on loopback. Needs a tokio runtime, and answers only while that runs.
///
/// # Errors
/// If the port is taken.
pub async fn start(options: Options) -> io::Result<Simulator> {
    let (clock, seed, manners) = (options.clock.clone(), options.seed, options.metabrainz);
    let backend = Arc::new(Backend::new(options));
    let metabrainz = MetaBrainz::new(clock, seed, manners, &backend.catalogue);
    let router = Router::new()
        .merge(accounts::routes())
        .merge(api::routes())
        .layer(middleware::from_fn_with_state(backend.clone(), log_and_apply_faults))
        .with_state(backend.clone())
        .merge(metabrainz.routes());
    let simulator = Simulator(Arc::new(Running {
        backend,
        metabrainz,
        router,
        port: Mutex::new(Port::Free),
    }));
    simulator.resume().await?;
    Ok(simulator)
}

impl Simulator {
    /// In place of `https://accounts.spotify.com`: serves `/authorize` and `/api/token`.
    pub fn accounts_url(&self) -> String {
        self.backend().address()
    }

    /// In place of `https://api.spotify.com/v1`.
    pub fn api_url(&self) -> String {
        format!("{}/v1", self.backend().address())
    }

    /// In place of `https://musicbrainz.org`: serves `/ws/2`.
    pub fn musicbrainz_url(&self) -> String {
        format!("{}{MUSICBRAINZ_PATH}", self.backend().address())
    }

    /// In place of `https://api.listenbrainz.org`: serves `/1`.
    pub fn listenbrainz_url(&self) -> String {
        format!("{}{LISTENBRAINZ_PATH}", self.backend().address())
    }

    /// What tests can see and change of MusicBrainz and ListenBrainz.
    pub fn metabrainz(&self) -> &MetaBrainz {
        &self.0.metabrainz
    }

    /// Closes the port and cuts open connections at once, as if there were no network. The port stays this simulator's.
    pub fn stop(&self) {
        let mut port = self.port();
        if matches!(*port, Port::Open { .. }) {
            // The server has to be gone first.
            *port = Port::Free;
            if let Ok(closed) = ClosedPort::keep(self.backend().port()) {
                *port = Port::Closed(closed);
            }
        }
    }

    /// Opens the same port again; does nothing if it is open.
    ///
    /// # Errors
    /// If the port was taken meanwhile.
    pub async fn resume(&self) -> io::Result<()> {
        if matches!(*self.port(), Port::Open { .. }) {
            return Ok(());
        }
        let before = std::mem::replace(&mut *self.port(), Port::Free);
        let router = self.0.router.clone();
        let server = match before {
            Port::Closed(port) => Server::reopen(port, router)?,
            _ => Server::open(self.backend().port(), router).await?,
        };
        self.backend().set_port(server.port);
        *self.port() = Port::Open { _server: server };
        Ok(())
    }

    /// Presses Agree on the page at `authorize_url` without a browser, and returns the address that the browser would be sent to.
    ///
    /// # Errors
    /// What the page answers instead if it would not send the browser on.
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

    /// Adds a fault. Faults for the same family are applied in the order in which they were added.
    pub fn inject(&self, fault: Fault) {
        self.backend().state().faults.add(fault);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.backend().state().faults.clear();
    }

    /// Every request so far, oldest first; at most the last 20,000.
    pub fn requests(&self) -> Vec<Request> {
        self.backend().state().requests.all().cloned().collect()
    }

    /// Every code, access token and refresh token given out so far, so that a test can search for them where they must not be.
    pub fn tokens(&self) -> Vec<String> {
        self.backend().state().tokens.issued().to_vec()
    }

    /// The listener withdraws the app's permission on Spotify's own page: all its tokens are invalid.
    pub fn revoke_consent(&self) {
        self.backend().state().tokens.revoke();
    }

    /// Every access token given out so far expires now; refreshing works.
    pub fn expire_access_tokens(&self) {
        self.backend().state().tokens.expire_access();
    }

    /// Registers a client, or changes the one with the same id.
    pub fn set_client(&self, client: Client) {
        let mut state = self.backend().state();
        match state.clients.iter_mut().find(|known| known.id == client.id) {
            Some(known) => *known = client,
            None => state.clients.push(client),
        }
    }

    /// Takes effect with the next call.
    pub fn set_quota(&self, quota: QuotaMode) {
        self.backend().state().quota = quota;
    }

    /// From the next call on, how many answers have fractions for whole numbers.
    pub fn set_fractions(&self, fractions: Often) {
        self.backend().state().fractions = fractions;
    }

    /// From the next call on, what the list of recent plays does that nobody would expect. What is decided of a whole session stays as it
    /// is for sessions that were added by [`play`](Self::play) or [`hear`](Self::hear).
    pub fn set_quirks(&self, quirks: Quirks) {
        let now_ms = self.backend().now_ms();
        self.backend().state().listener.set_quirks(quirks, now_ms);
    }

    /// Whether the next refresh hands out a new refresh token and ends the old one.
    pub fn set_rotation(&self, rotation: bool) {
        self.backend().state().rotates_refresh_tokens = rotation;
    }

    /// The listener has just finished `count` more plays, the last of them now: tracks 11 and up of [`track_uris`](Self::track_uris).
    pub fn play(&self, count: usize) {
        let backend = self.backend();
        backend
            .state()
            .listener
            .play(&backend.catalogue, &backend.history, backend.now_ms(), count);
    }

    /// The listener has heard exactly this, in one session.
    pub fn hear(&self, session: &[Hearing]) {
        let catalogue = &self.backend().catalogue;
        let plays = session.iter().map(|hearing| hearing.play(catalogue)).collect();
        self.backend().state().listener.hear(catalogue, plays);
    }

    /// Everything that the listener heard and that ended from `from` to `to`, both included, in the order of the ends: also what is to
    /// come, and what the list of recent plays never tells.
    pub fn truth(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<TruePlay> {
        let heard = self.heard(from, to).into_iter();
        heard
            .map(|(play, treatment, told)| TruePlay::new(&self.backend().catalogue, &play, treatment, told))
            .collect()
    }

    /// Writes what the listener has heard from `since` until now as an extended streaming history, and returns the number of
    /// plays. Skips and private sessions are in it. The ends are cut off to the second.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn export_extended(&self, path: &Path, since: DateTime<Utc>) -> io::Result<usize> {
        let until = (self.backend().clock)();
        past::export(self.backend(), path, &self.heard(since, until), since, until)
    }

    /// The past of the listener of the eventful life, as an archive may have it. Writes to `export` the latest export that the listener
    /// asked for, more than a year before the start: all that was heard until then, spoken word included. Returns what Tonearm has
    /// recorded since, for an archive that calls the account `account`: two stretches of the list of recent plays, each without a hole,
    /// and between them the days in which it did not run. The first also tells what Spotify's API says of every track that was heard
    /// before, covers included.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn past(&self, export: &Path, account: &str) -> io::Result<Vec<Batch>> {
        let backend = self.backend();
        let exported_until = past::exported_until(backend);
        let before = self.heard(past::born(backend), exported_until);
        past::export(backend, export, &before, DateTime::UNIX_EPOCH, exported_until)?;
        let [earlier, later] =
            past::recorded(backend, (backend.clock)()).map(|(since, until)| self.heard(since, until));
        Ok(vec![
            past::recording(backend, account, &before, &earlier),
            past::recording(backend, account, &[], &later),
        ])
    }

    /// From when to when Tonearm recorded the eventful life. What was heard before is in the export of [`past`](Self::past), and
    /// what was heard in between is in no archive. The second time lasts until now.
    pub fn recorded(&self) -> [(DateTime<Utc>, DateTime<Utc>); 2] {
        past::recorded(self.backend(), (self.backend().clock)())
    }

    /// The podcasts and audiobooks of the eventful life that ended from `from` to `to`, both included, in the order of the ends.
    pub fn spoken(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<TrueSpokenPlay> {
        let spoken = past::spoken(self.backend(), from, to).into_iter();
        spoken.map(Into::into).collect()
    }

    /// Plays the track at this index of [`track_uris`](Self::track_uris), or nothing, instead of what the history says.
    /// An index beyond the end continues from the start.
    pub fn set_now_playing(&self, track: Option<usize>) {
        let backend = self.backend();
        let player = match track {
            Some(track) => Player::Track {
                track: track % backend.catalogue.tracks.len(),
                since_ms: backend.now_ms(),
            },
            None => Player::Silent,
        };
        backend.state().listener.set_player(player);
    }

    /// An advertisement is playing, which has no item.
    pub fn set_advert_playing(&self) {
        self.backend().state().listener.set_player(Player::Advert);
    }

    /// The listener's own playlists, the newest first.
    pub fn playlists(&self) -> Vec<SimPlaylist> {
        self.backend().state().playlists.contents(&self.backend().catalogue)
    }

    /// The URI of every track.
    pub fn track_uris(&self) -> Vec<String> {
        let catalogue = &self.backend().catalogue;
        (0..catalogue.tracks.len()).map(|track| catalogue.uri(track)).collect()
    }

    /// The ids of the artists that a track credits; none for a URI that is not of a track here.
    pub fn credited_artists(&self, uri: &str) -> Vec<String> {
        let catalogue = &self.backend().catalogue;
        let artists = catalogue
            .track_of(uri)
            .map(|track| catalogue.tracks[track].artists.as_slice())
            .unwrap_or_default();
        artists
            .iter()
            .map(|artist| catalogue.artists[*artist].id.clone())
            .collect()
    }

    /// From now on the listener is new: no tops, no playlists, and no plays except those added by [`play`](Self::play) or
    /// [`hear`](Self::hear).
    pub fn empty_listener(&self) {
        let mut state = self.backend().state();
        state.listener.reset();
        state.playlists.clear();
    }

    fn heard(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Heard> {
        let backend = self.backend();
        let (from_ms, to_ms) = (from.timestamp_millis(), to.timestamp_millis());
        let state = backend.state();
        state
            .listener
            .between(&backend.catalogue, &backend.history, from_ms, to_ms)
    }

    fn backend(&self) -> &Backend {
        &self.0.backend
    }

    fn port(&self) -> MutexGuard<'_, Port> {
        self.0.port.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
