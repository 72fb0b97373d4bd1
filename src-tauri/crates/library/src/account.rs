//! Whose data it is: who is signed in, and what happens to everything fetched when that changes.
//! What was fetched for one account is never shown to another.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};

use crate::{Event, Library, SavedState, saved_state::Account};

impl Library {
    /// Who signed in last, also after the consent has ended. `None` while nobody has asked Spotify yet whose the newest
    /// consent is.
    pub fn account(&self) -> Option<Account> {
        let confirmed = self.is_account_confirmed();
        self.state().account.clone().filter(|_| confirmed)
    }

    /// Asks Spotify who is signed in. If it is somebody else than before, everything that was fetched is dropped.
    ///
    /// # Errors
    /// Why Spotify did not say who it is.
    pub async fn identify(&self) -> Result<Account, spotify::Error> {
        let (generation, consent) = (self.generation(), self.consent());
        let account = Account::from(self.0.spotify.me().await?);
        let somebody_else = self.update_state(generation, |state| {
            let before = state.account.as_ref();
            let somebody_else = before.is_none_or(|before| before.account_id != account.account_id);
            if somebody_else {
                *state = SavedState::default();
            }
            state.account = Some(account.clone());
            state.confirmed = consent;
            somebody_else
        });
        if somebody_else == Some(true) {
            self.0.covers.clear().await;
        }
        let id = account.account_id.clone();
        if let Err(error) = self.with_archive(move |archive| archive.set_owner(&id)).await {
            log::error!("the archive still belongs to whoever was signed in before: {error}");
        }
        Ok(account)
    }

    /// Disconnects: drops the tokens, everything fetched from Spotify, and the covers.
    pub async fn disconnect(&self) {
        self.0.spotify.sign_out();
        {
            let mut state = self.state();
            *state = SavedState::default();
            self.0.disconnects.fetch_add(1, Ordering::Relaxed);
        }
        self.0.covers.clear().await;
        self.emit(Event::SavedStateChanged);
    }

    /// Whether it is known whose consent the newest one is. With no consent at all there is nothing to know.
    pub(crate) fn is_account_confirmed(&self) -> bool {
        let consent = self.consent();
        consent.is_none() || self.state().confirmed == consent
    }

    /// Makes sure that the saved state belongs to whoever is signed in: asks Spotify once after each consent.
    pub(crate) async fn confirm_account(&self) -> Result<(), spotify::Error> {
        if !self.is_account_confirmed() {
            self.identify().await?;
        }
        Ok(())
    }

    /// When the listener gave the consent that is in use, if there is one.
    pub(crate) fn consent(&self) -> Option<DateTime<Utc>> {
        self.0.spotify.grant().map(|grant| grant.consented_at())
    }
}
