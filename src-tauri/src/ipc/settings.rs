//! Commands that keep what the listener chose. Choices belong to the listener, so they are kept in
//! their own world, also while the sample is shown.

use host::Choices;
use tauri::{AppHandle, State};

use super::{
    error::UiResult,
    shape,
    view::{RedirectChoice, Status, Theme},
};
use crate::{
    desk::{Desk, tell_standing},
    window,
};

/// Dark, light, or as the system has it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_theme(app: AppHandle, desk: State<'_, Desk>, theme: Theme) -> UiResult<Status> {
    window::set_theme(&app, theme);
    change(&app, &desk, |choices| Choices {
        theme: theme.into(),
        ..choices
    })
    .await
}

/// How the browser comes back after consent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_redirect(app: AppHandle, desk: State<'_, Desk>, redirect: RedirectChoice) -> UiResult<Status> {
    change(&app, &desk, |choices| Choices {
        redirect: Some(redirect.into()),
        ..choices
    })
    .await
}

async fn change(app: &AppHandle, desk: &Desk, new: impl FnOnce(Choices) -> Choices) -> UiResult<Status> {
    let own = desk.own().await;
    own.set_choices(new(own.choices()));
    tell_standing(app).await;
    Ok(shape::status(app, &*desk.world().await).await)
}

impl From<host::Theme> for Theme {
    fn from(theme: host::Theme) -> Self {
        match theme {
            host::Theme::System => Self::System,
            host::Theme::Dark => Self::Dark,
            host::Theme::Light => Self::Light,
        }
    }
}

impl From<Theme> for host::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::System => Self::System,
            Theme::Dark => Self::Dark,
            Theme::Light => Self::Light,
        }
    }
}

impl From<host::RedirectChoice> for RedirectChoice {
    fn from(choice: host::RedirectChoice) -> Self {
        match choice {
            host::RedirectChoice::DeepLink => Self::DeepLink,
            host::RedirectChoice::Loopback => Self::Loopback,
        }
    }
}

impl From<RedirectChoice> for host::RedirectChoice {
    fn from(choice: RedirectChoice) -> Self {
        match choice {
            RedirectChoice::DeepLink => Self::DeepLink,
            RedirectChoice::Loopback => Self::Loopback,
        }
    }
}
