//! [`Spotify`]: one listener's Spotify, signed in or not. What can be asked of it is in the files beside this one.

use std::sync::Arc;

use crate::Clock;
use crate::addresses::Addresses;
use crate::error::Error;
use crate::grant::Grant;
use crate::pause::Pause;
use crate::rate_limiter::Priority;
use crate::session::{OnChange, Session};
use crate::shared_grant::SharedGrant;

/// What [`Spotify::new`] needs.
pub struct Options {
    /// Where Spotify is.
    pub addresses: Addresses,
    /// What time it is.
    pub clock: Clock,
    /// The grant that was kept, if any.
    pub grant: Option<Grant>,
    /// The pause that was kept, if any; one that is over does no harm.
    pub pause: Option<Pause>,
    /// Called with what has to be kept.
    pub on_change: OnChange,
    /// Where the grant is kept, which other programs may use as well.
    pub shared: Arc<dyn SharedGrant>,
}

/// One listener's Spotify. Clones are the same session.
///
/// Calls made through it go before those of [`Spotify::background`].
#[derive(Clone)]
pub struct Spotify {
    pub(crate) session: Arc<Session>,
    pub(crate) priority: Priority,
}

impl Spotify {
    /// Sends nothing to Spotify yet.
    ///
    /// # Errors
    /// [`Error::Unexpected`] if the system offers no way to make TLS connections.
    pub fn new(options: Options) -> Result<Self, Error> {
        let session = Session::new(
            options.addresses,
            options.clock,
            options.grant,
            options.pause,
            options.on_change,
            options.shared,
        )?;
        Ok(Self {
            session: Arc::new(session),
            priority: Priority::Person,
        })
    }

    /// Goes on with a grant that was found after the start, unless anybody signed in or out meanwhile. Whether it does.
    pub fn resume(&self, grant: Grant) -> bool {
        self.session.resume(grant)
    }

    /// The same session for work that nobody waits for. Its calls wait behind a person's, fail at once with
    /// [`Error::RateLimited`] in any pause, and stay under 300 a day.
    pub fn background(&self) -> Self {
        Self {
            session: Arc::clone(&self.session),
            priority: Priority::Background,
        }
    }

    /// Ends the session: tokens are dropped at once, and answers that are still to come change nothing. The caller has to
    /// delete what it has kept of the grant.
    pub fn sign_out(&self) {
        self.session.sign_out();
    }

    /// The grant of this session; `None` when signed out.
    pub fn grant(&self) -> Option<Grant> {
        self.session.grant()
    }

    /// The pause that holds now, if any.
    pub fn pause(&self) -> Option<Pause> {
        self.session.rate_limiter.pause()
    }
}
