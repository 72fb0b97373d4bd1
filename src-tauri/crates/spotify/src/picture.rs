//! Covers and portraits. They come from Spotify's picture servers, not the API: no token is sent there, and the
//! API's limits do not apply.

use reqwest::{Method, Request, StatusCode};
use url::Url;

use crate::client::Spotify;
use crate::error::Error;
use crate::http::{self, Broken};
use crate::model::Picture;

/// The largest cover Spotify serves is some 300 kB.
const LARGEST: usize = 4 * 1024 * 1024;

impl Spotify {
    /// Fetches a picture. Only https addresses (or the stand-in on this machine), only images, at most 4 MiB.
    ///
    /// # Errors
    /// [`Error::Gone`] if it is not there, [`Error::Offline`] if nothing answers, [`Error::Unexpected`] for what is no
    /// such picture.
    pub async fn image(&self, url: &Url) -> Result<Picture, Error> {
        if !self.session.addresses.may_serve_pictures(url) {
            return Err(Error::Unexpected("a picture from where none should come".to_owned()));
        }
        let request = Request::new(Method::GET, url.clone());
        let answer = http::send_up_to(self.session.http.pictures(), request, LARGEST)
            .await
            .map_err(|broken| match broken {
                Broken::TooLong => Error::Unexpected("a picture of more than 4 MiB".to_owned()),
                Broken::Unsent | Broken::Lost => Error::Offline,
            })?;
        match answer.status {
            StatusCode::OK => {}
            StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Error::Gone),
            status => return Err(Error::Unexpected(format!("a picture's server answered {status}"))),
        }
        let media_type = answer.media_type.unwrap_or_default();
        let media_type = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if !media_type.starts_with("image/") {
            return Err(Error::Unexpected(format!("{media_type:?} in place of a picture")));
        }
        Ok(Picture {
            bytes: answer.body,
            media_type,
        })
    }
}
