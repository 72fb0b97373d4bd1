//! What can go wrong, one variant for each different next step. The texts are for the listener; causes are for the log.

use chrono::{DateTime, Utc};

/// Why a call to Spotify failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or Spotify no longer accepts the consent (it lasts six months and can be withdrawn).
    #[error("You are signed out of Spotify. Connect again to go on.")]
    SignedOut,
    /// The consent does not cover this call.
    #[error("Spotify wants your permission for this. Connect again and agree to it.")]
    MissingScope,
    /// The account is not among the app's five listed users.
    #[error(
        "This Spotify account is not on your app's list of users. Add it under User Management in Spotify's dashboard, then try again."
    )]
    NotOnTheList,
    /// The owner of the Client ID has no Premium.
    #[error("The owner of this Client ID needs Spotify Premium. Renew it, or use the Client ID of someone who has it.")]
    OwnerNeedsPremium,
    /// Too many calls in a short while, by Spotify's count or, for background work, by our own budget.
    #[error("Spotify asks for a pause. It ends at {} UTC.", until.format("%H:%M:%S"))]
    RateLimited {
        /// When to come back.
        until: DateTime<Utc>,
    },
    /// The day's calls are used up.
    #[error("Today's calls to Spotify are used up. They come back on {} UTC.", until.format("%Y-%m-%d %H:%M"))]
    QuotaExceeded {
        /// When to come back.
        until: DateTime<Utc>,
    },
    /// Spotify could not be reached.
    #[error("Spotify cannot be reached. Check the connection, then try again.")]
    Offline,
    /// What was asked for is not there, or no longer offered to apps like this one.
    #[error("Spotify does not have this any more.")]
    Gone,
    /// The connection broke after the request was sent: Spotify may have done it. Look before asking again.
    #[error("The connection broke before Spotify answered. Look in Spotify whether it was done, before you try again.")]
    Unconfirmed,
    /// Nothing that a listener can cause.
    #[error("Spotify gave an answer that Tonearm does not understand. Try again in a minute; the log says more. ({0})")]
    Unexpected(String),
}

/// Why a sign-in failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// The answer does not belong to this attempt, which goes on.
    #[error("That answer does not belong to this sign-in. Finish it in the browser window that Tonearm opened last.")]
    WrongState,
    /// The listener pressed Cancel.
    #[error("You did not agree, so nothing was connected. Try again whenever you like.")]
    Cancelled,
    /// More than five minutes went by.
    #[error("The sign-in took longer than five minutes. Start it again.")]
    Expired,
    /// Spotify accepts each code once, and only for a short time.
    #[error("Spotify did not accept the sign-in. Start it again.")]
    CodeRejected,
    /// There is no app with this Client ID.
    #[error("Spotify does not know this Client ID. Copy it again from your app's page in the dashboard.")]
    UnknownClient,
    /// Another refusal, with Spotify's reason.
    #[error("Spotify refused the sign-in: {0}. Check your app in the dashboard, then start again.")]
    Refused(String),
    /// Spotify asks for a pause.
    #[error("Spotify asks for a pause. Start again after {} UTC.", until.format("%H:%M:%S"))]
    RateLimited {
        /// When to come back.
        until: DateTime<Utc>,
    },
    /// Spotify could not be reached.
    #[error("Spotify cannot be reached. Check the connection, then start again.")]
    Offline,
    /// Nothing that a listener can cause.
    #[error(
        "Spotify gave an answer that Tonearm does not understand. Start again in a minute; the log says more. ({0})"
    )]
    Unexpected(String),
}
