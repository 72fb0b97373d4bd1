//! Codes, consents and tokens: what was given to whom, until when. Pure: the time is an argument, HTTP is elsewhere.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Months, Utc};
use sha2::{Digest, Sha256};

use sample::Random;

const CODE_MINUTES: i64 = 10;
/// Counted from the consent, and refreshing does not extend it.
const REFRESH_MONTHS: Months = Months::new(6);

/// What the listener agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) client: String,
    pub(crate) redirect: String,
    pub(crate) challenge: String,
    pub(crate) scopes: Vec<String>,
}

/// Tokens as handed out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) access_token: String,
    pub(crate) refresh_token: Option<String>,
    pub(crate) scopes: Vec<String>,
}

/// How long new access tokens live, and whether refreshing replaces the refresh token.
#[derive(Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) access_token_secs: u32,
    pub(crate) rotation: bool,
}

/// OAuth's error code and Spotify's words for it.
pub(crate) type Denied = (&'static str, &'static str);

struct Code {
    ask: Ask,
    given: DateTime<Utc>,
    /// The consent that the code was exchanged for; a second use ends it.
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

/// The book of all that was given out; nothing is ever struck from it.
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

    /// The listener agreed at `now`: a code to exchange.
    pub(crate) fn code(&mut self, ask: Ask, now: DateTime<Utc>) -> String {
        let code = self.mint("AQ", 200);
        self.codes.insert(
            code.clone(),
            Code {
                ask,
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
        terms: Terms,
        now: DateTime<Utc>,
    ) -> Result<Grant, Denied> {
        let Some(known) = self.codes.get(code).filter(|known| known.ask.client == client) else {
            return Err(("invalid_grant", "Invalid authorization code"));
        };
        if let Some(consent) = known.used_for {
            // RFC 6749, 4.1.2: somebody has the code who should not, so what it gave is taken back.
            self.consents[consent].revoked = true;
            return Err(("invalid_grant", "Invalid authorization code"));
        }
        if now >= known.given + Duration::minutes(CODE_MINUTES) {
            return Err(("invalid_grant", "Authorization code expired"));
        }
        if known.ask.redirect != redirect {
            return Err(("invalid_grant", "Invalid redirect URI"));
        }
        if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != known.ask.challenge {
            return Err(("invalid_grant", "code_verifier was incorrect"));
        }
        let Ask { client, scopes, .. } = known.ask.clone();
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
        Ok(self.grant(consent, refresh_token, terms, now))
    }

    /// Exchanges a refresh token for a new access token.
    pub(crate) fn refresh(
        &mut self,
        token: &str,
        client: &str,
        terms: Terms,
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
        known.replaced = terms.rotation;
        let consent = known.consent;
        let refresh_token = terms.rotation.then(|| self.refresh_token(consent));
        Ok(self.grant(consent, refresh_token, terms, now))
    }

    /// Whose access token it is and what it may; else what the Web API says about it.
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

    fn grant(&mut self, consent: usize, refresh_token: Option<String>, terms: Terms, now: DateTime<Utc>) -> Grant {
        let access_token = self.mint("BQ", 180);
        let until = now + Duration::seconds(terms.access_token_secs.into());
        self.access.insert(access_token.clone(), Access { consent, until });
        Grant {
            access_token,
            refresh_token,
            scopes: self.consents[consent].scopes.clone(),
        }
    }

    fn refresh_token(&mut self, consent: usize) -> String {
        let token = self.mint("AQ", 129);
        self.refresh.insert(
            token.clone(),
            Refresh {
                consent,
                replaced: false,
            },
        );
        token
    }

    fn mint(&mut self, start: &str, length: usize) -> String {
        let token = format!("{start}{}", self.random.base62(length));
        self.issued.push(token.clone());
        token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-allowed-here";
    const REDIRECT: &str = "tonearm://callback";
    const TERMS: Terms = Terms {
        access_token_secs: 3600,
        rotation: false,
    };

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_262_400, 0).unwrap()
    }

    fn ask() -> Ask {
        Ask {
            client: "app".into(),
            redirect: REDIRECT.into(),
            challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)),
            scopes: vec!["user-top-read".into()],
        }
    }

    fn signed_in() -> (Tokens, Grant) {
        let mut tokens = Tokens::new(1);
        let code = tokens.code(ask(), noon());
        let grant = tokens
            .exchange(&code, "app", REDIRECT, VERIFIER, TERMS, noon())
            .unwrap();
        (tokens, grant)
    }

    fn refresh_of(grant: &Grant) -> &str {
        grant.refresh_token.as_deref().unwrap()
    }

    #[test]
    fn a_code_gives_a_token_that_works_for_an_hour() {
        let (tokens, grant) = signed_in();
        assert!(
            tokens
                .bearer(&grant.access_token, noon() + Duration::seconds(3599))
                .is_ok()
        );
        let late = tokens.bearer(&grant.access_token, noon() + Duration::seconds(3600));
        assert_eq!(late, Err("The access token expired"));
        assert_eq!(tokens.bearer("made up", noon()), Err("Invalid access token"));
    }

    #[test]
    fn a_code_is_bound_to_client_redirect_verifier_and_ten_minutes() {
        let mut tokens = Tokens::new(1);
        let code = tokens.code(ask(), noon());
        let mut tried = |client, redirect, verifier, minutes| {
            tokens
                .exchange(
                    &code,
                    client,
                    redirect,
                    verifier,
                    TERMS,
                    noon() + Duration::minutes(minutes),
                )
                .map(drop)
        };
        assert_eq!(
            tried("other", REDIRECT, VERIFIER, 0),
            Err(("invalid_grant", "Invalid authorization code"))
        );
        assert_eq!(
            tried("app", "tonearm://callback/", VERIFIER, 0),
            Err(("invalid_grant", "Invalid redirect URI"))
        );
        assert_eq!(
            tried("app", REDIRECT, "another", 0),
            Err(("invalid_grant", "code_verifier was incorrect"))
        );
        assert_eq!(
            tried("app", REDIRECT, VERIFIER, 10),
            Err(("invalid_grant", "Authorization code expired"))
        );
        assert_eq!(tried("app", REDIRECT, VERIFIER, 9), Ok(()));
    }

    #[test]
    fn using_a_code_twice_takes_back_what_it_gave() {
        let mut tokens = Tokens::new(1);
        let code = tokens.code(ask(), noon());
        let grant = tokens
            .exchange(&code, "app", REDIRECT, VERIFIER, TERMS, noon())
            .unwrap();
        let again = tokens.exchange(&code, "app", REDIRECT, VERIFIER, TERMS, noon());
        assert_eq!(again, Err(("invalid_grant", "Invalid authorization code")));
        assert_eq!(tokens.bearer(&grant.access_token, noon()), Err("Invalid access token"));
        let refreshed = tokens.refresh(refresh_of(&grant), "app", TERMS, noon());
        assert_eq!(refreshed, Err(("invalid_grant", "Refresh token revoked")));
    }

    #[test]
    fn without_rotation_the_refresh_token_stays() {
        let (mut tokens, grant) = signed_in();
        for _ in 0..3 {
            let again = tokens.refresh(refresh_of(&grant), "app", TERMS, noon()).unwrap();
            assert_eq!(again.refresh_token, None);
            assert!(tokens.bearer(&again.access_token, noon()).is_ok());
        }
    }

    #[test]
    fn with_rotation_the_old_refresh_token_is_spent() {
        let (mut tokens, grant) = signed_in();
        let terms = Terms {
            rotation: true,
            ..TERMS
        };
        let second = tokens.refresh(refresh_of(&grant), "app", terms, noon()).unwrap();
        let reused = tokens.refresh(refresh_of(&grant), "app", terms, noon());
        assert_eq!(reused, Err(("invalid_grant", "Refresh token revoked")));
        assert!(tokens.refresh(refresh_of(&second), "app", terms, noon()).is_ok());
    }

    #[test]
    fn six_months_after_consent_refreshing_ends_however_often_it_was_used() {
        let (mut tokens, grant) = signed_in();
        let end = noon().checked_add_months(Months::new(6)).unwrap();
        assert!(
            tokens
                .refresh(refresh_of(&grant), "app", TERMS, end - Duration::seconds(1))
                .is_ok()
        );
        let late = tokens.refresh(refresh_of(&grant), "app", TERMS, end);
        assert_eq!(late, Err(("invalid_grant", "Refresh token expired")));
    }

    #[test]
    fn revoking_ends_everything_and_expiring_only_access() {
        let (mut tokens, grant) = signed_in();
        tokens.expire_access();
        assert_eq!(
            tokens.bearer(&grant.access_token, noon()),
            Err("The access token expired")
        );
        let fresh = tokens.refresh(refresh_of(&grant), "app", TERMS, noon()).unwrap();
        tokens.revoke();
        assert_eq!(tokens.bearer(&fresh.access_token, noon()), Err("Invalid access token"));
        let refreshed = tokens.refresh(refresh_of(&grant), "app", TERMS, noon());
        assert_eq!(refreshed, Err(("invalid_grant", "Refresh token revoked")));
    }

    #[test]
    fn a_refresh_token_serves_its_own_client_only() {
        let (mut tokens, grant) = signed_in();
        let stolen = tokens.refresh(refresh_of(&grant), "other", TERMS, noon());
        assert_eq!(stolen, Err(("invalid_grant", "Invalid refresh token")));
    }
}
