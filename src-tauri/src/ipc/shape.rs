//! From the library's values to the page's, and back. Only renames and converts.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use host::LOOPBACK_PORT;
use library::{Genre, Library, PlaylistError, PlaylistSource, SavedPlaylist, UnfinishedPlaylist, Zone};
use spotify::{Grant, Redirect, SignInError, TimeRange};
use tauri::{AppHandle, Manager};
use vault::VaultError;

use super::{error::UiError, explore_question, view};
use crate::{covers::cover, desk::Desk, world::World};

/// Seconds since 1970. Until 2106, which is when 32 bits run out.
pub(crate) fn secs(at: DateTime<Utc>) -> u32 {
    u32::try_from(at.timestamp()).unwrap_or_default()
}

/// A count for the page, which takes no 64 bits.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// How things stand in `world`.
pub(crate) async fn status(app: &AppHandle, world: &World) -> view::Status {
    static REVISIONS: AtomicU32 = AtomicU32::new(0);
    // Before anything is looked at, so that whoever counts more has looked at nothing earlier.
    let revision = REVISIONS.fetch_add(1, Ordering::SeqCst);
    let desk = app.state::<Desk>();
    let settings = desk.settings().await;
    let account = world.library.account();
    let grant = world.spotify().grant();
    let connection = if world.pending.is_under_way() {
        view::Connection::SigningIn
    } else if grant.is_some() {
        view::Connection::SignedIn
    } else if world.consent_ended() {
        view::Connection::ConsentEnded
    } else {
        view::Connection::SignedOut
    };
    view::Status {
        connection,
        account: account.map(|account| view::Account {
            name: account.display_name.unwrap_or_else(|| account.id.clone()),
            uri: format!("spotify:user:{}", account.id),
            picture: cover(&world.library, &account.images).map(|cover| cover.large),
        }),
        client_id: world.client_id().map(|id| id.to_string()),
        consent: grant.map(|grant| consent(&grant, world.now())),
        secrets: match world.secrets_kept() {
            vault::Kept::Keychain => view::SecretStorage::Keychain,
            vault::Kept::ThisRunOnly => view::SecretStorage::ThisRunOnly,
        },
        pause: world
            .spotify()
            .pause()
            .filter(|pause| pause.until > world.now())
            .map(Into::into),
        sample: world.simulator().is_some(),
        archive_plays: world.archive_plays(),
        synced_secs: world.library.read_at().map(secs),
        unfinished: world.library.unfinished_playlists().iter().map(unfinished).collect(),
        settings,
        redirects: view::Redirects {
            deep_link: Redirect::DeepLink.uri(),
            loopback: Redirect::Loopback { port: LOOPBACK_PORT }.uri(),
            deep_link_works: desk.deep_links_work(),
        },
        version: app.package_info().version.to_string(),
        revision,
    }
}

fn consent(grant: &Grant, now: DateTime<Utc>) -> view::Consent {
    let ends = grant.consent_ends();
    view::Consent {
        given_secs: secs(grant.consented_at()),
        ends_secs: secs(ends),
        days_left: u32::try_from((ends - now).num_days()).unwrap_or_default(),
    }
}

/// Shapes values whose covers `.0` keeps.
pub(crate) struct Shape<'a>(pub(crate) &'a Library);

impl Shape<'_> {
    pub(crate) fn track(&self, track: &spotify::Track) -> view::Track {
        view::Track {
            uri: track.id.uri(),
            name: track.name.clone(),
            artists: track
                .artists
                .iter()
                .map(|artist| view::Credit {
                    name: artist.name.clone(),
                    uri: artist.id.as_ref().map(|id| id.uri()),
                })
                .collect(),
            album: track.album.name.clone(),
            album_uri: track.album.id.as_ref().map(|id| id.uri()),
            cover: cover(self.0, &track.album.images),
            length_secs: track.duration_ms / 1000,
        }
    }

    pub(crate) fn artist(&self, artist: &spotify::Artist) -> view::Artist {
        view::Artist {
            uri: artist.id.uri(),
            name: artist.name.clone(),
            picture: cover(self.0, &artist.images),
            genres: artist.genres.clone(),
        }
    }

    pub(crate) fn cover(&self, covers: &[library::Cover]) -> Option<view::Cover> {
        let images: Vec<_> = covers.iter().map(library::cover_image).collect();
        cover(self.0, &images)
    }

    pub(crate) fn now_playing(&self, playing: &spotify::NowPlaying) -> view::NowPlaying {
        view::NowPlaying {
            track: self.track(&playing.track),
            progress_secs: playing.progress_ms / 1000,
            playing: playing.is_playing,
        }
    }
}

pub(crate) fn genre(genre: &Genre) -> view::Genre {
    view::Genre {
        name: genre.name.clone(),
        // A share is between 0 and 1.
        share_permille: (genre.share * 1000.0).round() as u32,
        artists: genre.artists.iter().map(|artist| artist.name.clone()).collect(),
    }
}

impl From<view::TopRange> for TimeRange {
    fn from(range: view::TopRange) -> Self {
        match range {
            view::TopRange::FourWeeks => Self::FourWeeks,
            view::TopRange::SixMonths => Self::SixMonths,
            view::TopRange::Year => Self::Year,
        }
    }
}

/// Which list, for a listener in `zone` whose day is `today`.
pub(crate) fn source(source: view::PlaylistSource, zone: Zone, today: NaiveDate) -> PlaylistSource {
    match source {
        view::PlaylistSource::TopTracks { range } => PlaylistSource::TopTracks(range.into()),
        view::PlaylistSource::TopArtists { range } => PlaylistSource::TopArtists(range.into()),
        view::PlaylistSource::TopGenre { range, genre } => PlaylistSource::TopGenre {
            range: range.into(),
            genre,
        },
        view::PlaylistSource::Recent => PlaylistSource::Recent,
        view::PlaylistSource::Explored { filter, rule, measure } => PlaylistSource::Explored {
            query: Box::new(explore_question::ranked(&filter, rule, measure, today)),
            zone,
        },
    }
}

impl From<SavedPlaylist> for view::SavedPlaylist {
    fn from(saved: SavedPlaylist) -> Self {
        Self {
            name: saved.playlist.name,
            uri: saved.playlist.id.uri(),
            saved: count(saved.tracks),
        }
    }
}

fn unfinished(left: &UnfinishedPlaylist) -> view::UnfinishedPlaylist {
    view::UnfinishedPlaylist {
        playlist: left.saved_so_far().into(),
        of: count(left.wanted()),
    }
}

impl From<spotify::Pause> for view::Pause {
    fn from(pause: spotify::Pause) -> Self {
        let kind = match pause.kind {
            spotify::PauseKind::RateLimited => view::PauseKind::RateLimited,
            spotify::PauseKind::QuotaExceeded => view::PauseKind::QuotaExceeded,
        };
        Self {
            kind,
            until_secs: secs(pause.until),
        }
    }
}

impl From<spotify::SetupCheck> for view::SetupCheck {
    fn from(check: spotify::SetupCheck) -> Self {
        match check {
            spotify::SetupCheck::Accepted => Self::Ready,
            spotify::SetupCheck::UnknownClient => Self::UnknownClient,
            spotify::SetupCheck::RedirectNotRegistered => Self::RedirectMissing,
            spotify::SetupCheck::CouldNotCheck => Self::NotChecked,
        }
    }
}

impl From<spotify::Error> for UiError {
    fn from(error: spotify::Error) -> Self {
        match error {
            spotify::Error::SignedOut => Self::SignedOut,
            spotify::Error::MissingScope => Self::MissingScope,
            spotify::Error::NotOnTheList => Self::NotOnTheList,
            spotify::Error::OwnerNeedsPremium => Self::OwnerNeedsPremium,
            spotify::Error::RateLimited { until } => Self::RateLimited {
                until_secs: secs(until),
            },
            spotify::Error::QuotaExceeded { until } => Self::QuotaExceeded {
                until_secs: secs(until),
            },
            spotify::Error::Offline => Self::Offline,
            spotify::Error::Gone => Self::Gone,
            spotify::Error::Unconfirmed => Self::Unconfirmed,
            spotify::Error::Unexpected(why) => {
                log::error!("unexpected: {why}");
                Self::Unexpected {
                    what: "Spotify gave an answer that Tonearm does not understand.".to_owned(),
                }
            }
        }
    }
}

impl From<VaultError> for UiError {
    fn from(error: VaultError) -> Self {
        log::error!("{error}");
        Self::Unexpected {
            what: "You are disconnected, but the keychain did not let go of its entry “app.tonearm.desktop”. Remove it by hand."
                .to_owned(),
        }
    }
}

impl From<SignInError> for UiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::WrongState => Self::SignInNotOurs,
            SignInError::Cancelled => Self::SignInCancelled,
            SignInError::Expired => Self::SignInExpired,
            SignInError::CodeRejected => Self::SignInCodeRejected,
            SignInError::UnknownClient => Self::UnknownClient,
            SignInError::Refused(why) => Self::SignInRefused { why },
            SignInError::RateLimited { until } => Self::RateLimited {
                until_secs: secs(until),
            },
            SignInError::Offline => Self::Offline,
            SignInError::Unexpected(why) => spotify::Error::Unexpected(why).into(),
        }
    }
}

impl From<PlaylistError> for UiError {
    fn from(error: PlaylistError) -> Self {
        match error {
            PlaylistError::NothingToSave => Self::NothingToSave,
            PlaylistError::InvalidDraft(why) => Self::PlaylistNameWrong { why },
            PlaylistError::NotCreated(why) => why.into(),
            PlaylistError::Unfinished { saved, of, why } => Self::PlaylistUnfinished {
                playlist: saved.into(),
                of: count(of),
                why: Box::new(why.into()),
            },
        }
    }
}
