//! Faults on demand: for the next few calls, or for some at random. A broken answer comes after the call was carried out.

use std::time::Duration;

use axum::{
    body::Body,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sample::Random;

use super::{call::Call, refusal::Refusal};
use crate::fault::{cut, with_body};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 503 because the service has too much to do, which is not the client's doing.
    Busy {
        /// The `Retry-After` header; none if absent. MusicBrainz says 0.
        retry_after_secs: Option<u32>,
    },
    /// 429 with `Retry-After`.
    TooManyRequests {
        /// The header's value.
        retry_after_secs: u32,
    },
    /// Any other status, such as 500, 502 or 504.
    Status(u16),
    /// The usual answer, this much later.
    Slow(Duration),
    /// The connection breaks in the middle of the usual answer.
    Cut,
    /// The first half of the usual answer, as if it were complete.
    MalformedJson,
    /// The usual status without a body.
    EmptyBody,
}

/// A fault for the next few calls of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which calls.
    pub on: Call,
    /// What happens to them.
    pub kind: FaultKind,
    /// How many calls; `u32::MAX` means until cleared.
    pub times: u32,
}

/// Faults at random, for calls that no other fault concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RandomFaults {
    /// Of 100 calls, how many have a fault.
    pub percent: usize,
    /// What happens to them, each as likely as the other.
    pub kinds: Vec<FaultKind>,
    /// Decides which, together with the number of the call.
    pub seed: u64,
}

/// The faults that are still to be applied, oldest first.
#[derive(Default)]
pub(super) struct Faults {
    next: Vec<Fault>,
    at_random: Option<RandomFaults>,
}

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.next.push(fault);
    }

    pub(super) fn set_random(&mut self, faults: Option<RandomFaults>) {
        self.at_random = faults;
    }

    /// The fault for the call of this number, which is used up by it.
    pub(super) fn next(&mut self, call: Call, number: usize) -> Option<FaultKind> {
        self.next.retain(|fault| fault.times > 0);
        if let Some(fault) = self.next.iter_mut().find(|fault| fault.on.includes(call)) {
            if fault.times < u32::MAX {
                fault.times -= 1;
            }
            return Some(fault.kind.clone());
        }
        let faults = self.at_random.as_ref()?;
        let mut random = Random::new(faults.seed, &[9, number as u64]);
        let strikes = random.percent(faults.percent);
        faults
            .kinds
            .get(random.below(faults.kinds.len()))
            .filter(|_| strikes)
            .cloned()
    }
}

/// The answer to a call with this fault. `answer` carries the call out, unless the fault refuses it.
pub(super) async fn apply(kind: FaultKind, call: Call, answer: impl Future<Output = Response>) -> Response {
    match kind {
        FaultKind::Busy { retry_after_secs } => Refusal::busy(call, retry_after_secs).into_response(),
        FaultKind::TooManyRequests { retry_after_secs } => {
            let refusal = Refusal::new(call, StatusCode::TOO_MANY_REQUESTS, "Too Many Requests");
            refusal.retry_after(retry_after_secs).into_response()
        }
        FaultKind::Status(status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Refusal::new(call, status, status.canonical_reason().unwrap_or("Unknown error")).into_response()
        }
        FaultKind::Slow(wait) => {
            tokio::time::sleep(wait).await;
            answer.await
        }
        FaultKind::Cut => with_body(answer.await, cut).await,
        FaultKind::MalformedJson => with_body(answer.await, |bytes| Body::from(bytes.slice(..bytes.len() / 2))).await,
        FaultKind::EmptyBody => with_body(answer.await, |_| Body::empty()).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_faults_strike_their_share_of_calls_and_the_same_each_time() {
        let strikes = |seed| {
            let mut faults = Faults::default();
            faults.set_random(Some(RandomFaults {
                percent: 20,
                kinds: vec![FaultKind::Cut, FaultKind::EmptyBody],
                seed,
            }));
            (0..1000)
                .map(|number| faults.next(Call::Urls, number))
                .collect::<Vec<_>>()
        };
        let one = strikes(1);
        let count = |kind| one.iter().filter(|fault| fault.as_ref() == Some(&kind)).count();
        assert!((70..130).contains(&count(FaultKind::Cut)));
        assert!((70..130).contains(&count(FaultKind::EmptyBody)));
        assert_eq!(one, strikes(1));
        assert_ne!(one, strikes(2));
    }

    #[test]
    fn a_fault_of_a_service_strikes_all_its_calls_and_none_of_the_other() {
        let mut faults = Faults::default();
        faults.add(Fault {
            on: Call::ListenBrainz,
            kind: FaultKind::Cut,
            times: 2,
        });
        let calls = [
            Call::Artist,
            Call::Lookup,
            Call::MusicBrainz,
            Call::ArtistMetadata,
            Call::Lookup,
        ];
        let struck = calls.map(|call| faults.next(call, 0).is_some());
        assert_eq!(struck, [false, true, false, true, false]);
    }
}
