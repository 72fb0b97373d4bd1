//! Puts together the status that the window shows on every screen. Changes nothing.

use std::sync::atomic::{AtomicU32, Ordering};

use host::LOOPBACK_PORT;
use spotify::Redirect;
use tauri::AppHandle;

use crate::{
    app_state::AppState,
    ipc::{
        convert::{filter::rule_for_page, status::consent, track::cover_of_images},
        number::{number, secs_since_1970},
        view,
    },
    profile::Profile,
    start_at_login, updates,
};

/// The status of the profile on show.
pub(crate) async fn of_shown(app: &AppHandle, state: &AppState) -> view::Status {
    let profile = state.shown().await;
    static REVISIONS: AtomicU32 = AtomicU32::new(0);
    // Before anything is read, so that a status with a higher revision has read nothing earlier.
    let revision = REVISIONS.fetch_add(1, Ordering::SeqCst);
    let choices = state.choices().await;
    let (counted, asked) = (profile.clone(), app.clone());
    let read = move || (counted.archive_plays(), start_at_login::is_on(&asked));
    let read = tauri::async_runtime::spawn_blocking(read).await;
    let (archive_plays, starts_at_login) = read.unwrap_or_default();
    let grant = profile.spotify().grant();
    view::Status {
        connection: connection(&profile, grant.is_some()),
        account: profile.library.account().map(|account| view::Account {
            name: account.display_name.unwrap_or_else(|| account.id.clone()),
            uri: format!("spotify:user:{}", account.id),
            picture: cover_of_images(&profile.library, &account.images).map(|cover| cover.large),
        }),
        client_id: profile.client_id().map(|id| id.to_string()),
        consent: grant.map(|grant| consent(&grant, profile.now())),
        secrets: profile.secret_storage().into(),
        pause: profile
            .spotify()
            .pause()
            .filter(|pause| pause.until > profile.now())
            .map(Into::into),
        sample: profile.simulator().is_some(),
        archive_plays: number(archive_plays),
        synced_secs: profile.library.read_at().map(secs_since_1970),
        unfinished: profile.library.unfinished_playlists().iter().map(Into::into).collect(),
        settings: view::Settings {
            theme: choices.theme.into(),
            redirect: state.redirect(&choices).into(),
            recording_paused: choices.recording_paused,
            zone: choices.zone.map(|zone| zone.name().to_owned()),
            rule: rule_for_page(choices.rule.into()),
            notifications: choices.notifications.into(),
        },
        zone: state.zone().name().to_owned(),
        computers_zone: state.computers_zone().name().to_owned(),
        starts_at_login,
        settings_lost: state.settings_lost(),
        redirects: view::Redirects {
            deep_link: Redirect::DeepLink.registered().to_owned(),
            loopback: Redirect::Loopback { port: LOOPBACK_PORT }.registered().to_owned(),
            deep_link_works: state.deep_links_work(),
        },
        updates_itself: updates::is_there(),
        version: app.package_info().version.to_string(),
        revision,
    }
}

fn connection(profile: &Profile, signed_in: bool) -> view::Connection {
    if profile.pending_sign_in.is_under_way() {
        view::Connection::SigningIn
    } else if signed_in {
        view::Connection::SignedIn
    } else if profile.consent_ended() {
        view::Connection::ConsentEnded
    } else {
        view::Connection::SignedOut
    }
}
