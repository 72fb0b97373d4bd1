//! What was asked of MusicBrainz and ListenBrainz, so that the listener can see it. The archive keeps it (`archive/asked.rs`).

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use genres::{OnRequest, Question, Sent, Service};

use crate::{
    Library,
    archive::{AskedInHour, add_asked, hour},
    sync::SyncError,
};

/// Requests of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Who was asked.
    pub service: Service,
    /// What.
    pub question: Question,
    /// How many requests.
    pub requests: u32,
    /// About how many artists they were, each counted each time.
    pub artists: u32,
}

/// What is not in the archive yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct PendingRequests(Arc<Mutex<Vec<AskedInHour>>>);

impl PendingRequests {
    fn count(&self, sent: Sent) {
        let request = AskedInHour {
            hour: hour(sent.at),
            service: service_name(sent.service).to_owned(),
            question: question_name(sent.question).to_owned(),
            requests: 1,
            artists: u32::try_from(sent.artists).unwrap_or(u32::MAX),
        };
        add_asked(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), request);
    }

    /// Takes everything out.
    pub(crate) fn take(&self) -> Vec<AskedInHour> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn all(&self) -> Vec<AskedInHour> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Library {
    /// For the client that [`Library::learn`] is given: counts its requests.
    pub fn count_genre_requests(&self) -> OnRequest {
        let pending = self.pending_requests().clone();
        Arc::new(move |sent| pending.count(sent))
    }

    /// What was asked from the hour of `from` on, most requests first. Nothing that is older than two days is known.
    ///
    /// # Errors
    /// Why the archive can't be read.
    pub async fn asked_since(&self, from: DateTime<Utc>) -> Result<Vec<Asked>, SyncError> {
        let kept = self.with_archive(|archive| archive.asked()).await?;
        let mut sums: Vec<Asked> = Vec::new();
        let recent = kept.into_iter().chain(self.pending_requests().all());
        for one in recent.filter(|one| one.hour >= hour(from)) {
            let (Some(service), Some(question)) = (service(&one.service), question(&one.question)) else {
                continue;
            };
            match sums
                .iter_mut()
                .find(|sum| (sum.service, sum.question) == (service, question))
            {
                Some(sum) => {
                    sum.requests = sum.requests.saturating_add(one.requests);
                    sum.artists = sum.artists.saturating_add(one.artists);
                }
                None => sums.push(Asked {
                    service,
                    question,
                    requests: one.requests,
                    artists: one.artists,
                }),
            }
        }
        sums.sort_by_key(|sum| std::cmp::Reverse(sum.requests));
        Ok(sums)
    }
}

const SERVICES: [Service; 2] = [Service::MusicBrainz, Service::ListenBrainz];

fn service_name(service: Service) -> &'static str {
    match service {
        Service::MusicBrainz => "musicbrainz",
        Service::ListenBrainz => "listenbrainz",
    }
}

fn service(name: &str) -> Option<Service> {
    SERVICES.into_iter().find(|service| service_name(*service) == name)
}

const QUESTIONS: [Question; 4] = [Question::Links, Question::Names, Question::Title, Question::Genres];

fn question_name(question: Question) -> &'static str {
    match question {
        Question::Links => "links",
        Question::Names => "names",
        Question::Title => "title",
        Question::Genres => "genres",
    }
}

fn question(name: &str) -> Option<Question> {
    QUESTIONS.into_iter().find(|question| question_name(*question) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_one_kind_in_one_hour_are_one_entry() {
        let pending = PendingRequests::default();
        let sent = |secs, question, artists| Sent {
            service: Service::MusicBrainz,
            question,
            artists,
            at: DateTime::from_timestamp(secs, 0).unwrap(),
        };
        pending.count(sent(0, Question::Names, 10));
        pending.count(sent(3599, Question::Names, 7));
        pending.count(sent(3600, Question::Names, 10));
        pending.count(sent(3600, Question::Title, 1));
        let taken = pending.take();
        let seen: Vec<_> = taken
            .iter()
            .map(|one| (one.hour, one.question.as_str(), one.requests, one.artists))
            .collect();
        assert_eq!(seen, [(0, "names", 2, 17), (1, "names", 1, 10), (1, "title", 1, 1)]);
        assert!(pending.take().is_empty());
    }

    #[test]
    fn every_name_is_read_back() {
        for one in SERVICES {
            assert_eq!(service(service_name(one)), Some(one));
        }
        for one in QUESTIONS {
            assert_eq!(question(question_name(one)), Some(one));
        }
        assert_eq!(question("else"), None);
    }
}
