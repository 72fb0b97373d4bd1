//! Codes, consents and tokens: what was given to whom, and until when. Pure: the time is an argument, and HTTP is elsewhere.
//! Nothing is ever deleted.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Months, Utc};
use sha2::{Digest, Sha256};

use sample::Random;

const CODE_MINUTES: i64 = 10;
/// How long an access token lives.
pub(crate) const ACCESS_TOKEN_SECS: u32 = 3600;
/// How long a refresh token lives after the consent. Refreshing does not extend it.
const REFRESH_MONTHS: Months = Months::new(6);

/// What the listener agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreement {
    pub(crate) client: String,
    pub(crate) redirect: String,
    pub(crate) challenge: String,
    pub(crate) scopes: Vec<String>,
}

/// The answer to a code or a refresh token.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) access_token: String,
    pub(crate) refresh_token: Option<String>,
    pub(crate) scopes: Vec<String>,
}

/// OAuth's error code and Spotify's words for it.
pub(crate) type Denied = (&'static str, &'static str);

struct Code {
    agreement: Agreement,
    given: DateTime<Utc>,
    /// The consent that the code was exchanged for; a second use revokes it.
    used_for: Option<usize>,
}

struct Consent {
    client: String,
    scopes: Vec<String>,
    given: DateTime<Utc>,
    revoked: bool,
}

struct Access {
    consent: usize,
    until: DateTime<Utc>,
}

struct Refresh {
    consent: usize,
    replaced: bool,
}

/// Everything that was given out.
pub(crate) struct Tokens {
    random: Random,
    issued: Vec<String>,
    codes: HashMap<String, Code>,
    consents: Vec<Consent>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
}

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed, &[7]),
            issued: Vec::new(),
            codes: HashMap::new(),
            consents: Vec::new(),
            access: HashMap::new(),
            refresh: HashMap::new(),
        }
    }

    pub(crate) fn issued(&self) -> &[String] {
        &self.issued
    }

    /// Gives a code for what the listener agreed to.
    pub(crate) fn code(&mut self, agreement: Agreement, now: DateTime<Utc>) -> String {
        let code = self.issue("AQ", 200);
        self.codes.insert(
            code.clone(),
            Code {
                agreement,
                given: now,
                used_for: None,
            },
        );
        code
    }

    /// Exchanges a code for tokens.
    pub(crate) fn exchange(
        &mut self,
        code: &str,
        client: &str,
        redirect: &str,
        verifier: &str,
        now: DateTime<Utc>,
    ) -> Result<Grant, Denied> {
        let Some(known) = self.codes.get(code).filter(|known| known.agreement.client == client) else {
            return Err(("invalid_grant", "Invalid authorization code"));
        };
        if let Some(consent) = known.used_for {
            // RFC 6749, 4.1.2: somebody has the code who should not, so the tokens it gave are revoked.
            self.consents[consent].revoked = true;
            return Err(("invalid_grant", "Invalid authorization code"));
        }
        if now >= known.given + Duration::minutes(CODE_MINUTES) {
            return Err(("invalid_grant", "Authorization code expired"));
        }
        if known.agreement.redirect != redirect {
            return Err(("invalid_grant", "Invalid redirect URI"));
        }
        if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != known.agreement.challenge {
            return Err(("invalid_grant", "code_verifier was incorrect"));
        }
        let Agreement { client, scopes, .. } = known.agreement.clone();
        let consent = self.consents.len();
        self.consents.push(Consent {
            client,
            scopes,
            given: now,
            revoked: false,
        });
        if let Some(known) = self.codes.get_mut(code) {
            known.used_for = Some(consent);
        }
        let refresh_token = Some(self.refresh_token(consent));
        Ok(self.grant(consent, refresh_token, now))
    }

    /// Exchanges a refresh token for a new access token; if it `rotates`, for a new refresh token too.
    pub(crate) fn refresh(
        &mut self,
        token: &str,
        client: &str,
        rotates: bool,
        now: DateTime<Utc>,
    ) -> Result<Grant, Denied> {
        let Some(known) = self
            .refresh
            .get_mut(token)
            .filter(|known| self.consents[known.consent].client == client)
        else {
            return Err(("invalid_grant", "Invalid refresh token"));
        };
        let consent = &self.consents[known.consent];
        if consent.revoked || known.replaced {
            return Err(("invalid_grant", "Refresh token revoked"));
        }
        if consent
            .given
            .checked_add_months(REFRESH_MONTHS)
            .is_none_or(|end| now >= end)
        {
            return Err(("invalid_grant", "Refresh token expired"));
        }
        known.replaced = rotates;
        let consent = known.consent;
        let refresh_token = rotates.then(|| self.refresh_token(consent));
        Ok(self.grant(consent, refresh_token, now))
    }

    /// The client and the scopes of an access token; the error is what the Web API says about it.
    pub(crate) fn bearer(&self, token: &str, now: DateTime<Utc>) -> Result<(&str, &[String]), &'static str> {
        let known = self.access.get(token).ok_or("Invalid access token")?;
        let consent = &self.consents[known.consent];
        if consent.revoked {
            return Err("Invalid access token");
        }
        if now >= known.until {
            return Err("The access token expired");
        }
        Ok((&consent.client, &consent.scopes))
    }

    pub(crate) fn revoke(&mut self) {
        for consent in &mut self.consents {
            consent.revoked = true;
        }
    }

    pub(crate) fn expire_access(&mut self) {
        for access in self.access.values_mut() {
            access.until = DateTime::UNIX_EPOCH;
        }
    }

    fn grant(&mut self, consent: usize, refresh_token: Option<String>, now: DateTime<Utc>) -> Grant {
        let access_token = self.issue("BQ", 180);
        let until = now + Duration::seconds(ACCESS_TOKEN_SECS.into());
        self.access.insert(access_token.clone(), Access { consent, until });
        Grant {
            access_token,
            refresh_token,
            scopes: self.consents[consent].scopes.clone(),
        }
    }

    fn refresh_token(&mut self, consent: usize) -> String {
        let token = self.issue("AQ", 129);
        self.refresh.insert(
            token.clone(),
            Refresh {
                consent,
                replaced: false,
            },
        );
        token
    }

    fn issue(&mut self, start: &str, length: usize) -> String {
        let token = format!("{start}{}", self.random.base62(length));
        self.issued.push(token.clone());
        token
    }
}

#[cfg(test)]
mod tests;
