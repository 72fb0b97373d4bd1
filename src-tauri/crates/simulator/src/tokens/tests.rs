//! The rules of codes and tokens.

use super::*;

const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-allowed-here";
const REDIRECT: &str = "tonearm://callback";

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_262_400, 0).unwrap()
}

fn agreement() -> Agreement {
    Agreement {
        client: "app".into(),
        redirect: REDIRECT.into(),
        challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)),
        scopes: vec!["user-top-read".into()],
    }
}

fn signed_in() -> (Tokens, Grant) {
    let mut tokens = Tokens::new(1);
    let code = tokens.code(agreement(), noon());
    let grant = tokens.exchange(&code, "app", REDIRECT, VERIFIER, noon()).unwrap();
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
    let code = tokens.code(agreement(), noon());
    let mut tried = |client, redirect, verifier, minutes| {
        tokens
            .exchange(&code, client, redirect, verifier, noon() + Duration::minutes(minutes))
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
    let code = tokens.code(agreement(), noon());
    let grant = tokens.exchange(&code, "app", REDIRECT, VERIFIER, noon()).unwrap();
    let again = tokens.exchange(&code, "app", REDIRECT, VERIFIER, noon());
    assert_eq!(again, Err(("invalid_grant", "Invalid authorization code")));
    assert_eq!(tokens.bearer(&grant.access_token, noon()), Err("Invalid access token"));
    let refreshed = tokens.refresh(refresh_of(&grant), "app", false, noon());
    assert_eq!(refreshed, Err(("invalid_grant", "Refresh token revoked")));
}

#[test]
fn without_rotation_the_refresh_token_stays() {
    let (mut tokens, grant) = signed_in();
    for _ in 0..3 {
        let again = tokens.refresh(refresh_of(&grant), "app", false, noon()).unwrap();
        assert_eq!(again.refresh_token, None);
        assert!(tokens.bearer(&again.access_token, noon()).is_ok());
    }
}

#[test]
fn with_rotation_the_old_refresh_token_is_spent() {
    let (mut tokens, grant) = signed_in();
    let second = tokens.refresh(refresh_of(&grant), "app", true, noon()).unwrap();
    let reused = tokens.refresh(refresh_of(&grant), "app", true, noon());
    assert_eq!(reused, Err(("invalid_grant", "Refresh token revoked")));
    assert!(tokens.refresh(refresh_of(&second), "app", true, noon()).is_ok());
}

#[test]
fn six_months_after_consent_refreshing_ends_however_often_it_was_used() {
    let (mut tokens, grant) = signed_in();
    let end = noon().checked_add_months(Months::new(6)).unwrap();
    assert!(
        tokens
            .refresh(refresh_of(&grant), "app", false, end - Duration::seconds(1))
            .is_ok()
    );
    let late = tokens.refresh(refresh_of(&grant), "app", false, end);
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
    let fresh = tokens.refresh(refresh_of(&grant), "app", false, noon()).unwrap();
    tokens.revoke();
    assert_eq!(tokens.bearer(&fresh.access_token, noon()), Err("Invalid access token"));
    let refreshed = tokens.refresh(refresh_of(&grant), "app", false, noon());
    assert_eq!(refreshed, Err(("invalid_grant", "Refresh token revoked")));
}

#[test]
fn a_refresh_token_serves_its_own_client_only() {
    let (mut tokens, grant) = signed_in();
    let stolen = tokens.refresh(refresh_of(&grant), "other", false, noon());
    assert_eq!(stolen, Err(("invalid_grant", "Invalid refresh token")));
}
