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
    /// Fetches a picture: a JPEG, PNG or WebP of at most 4 MiB, from Spotify's picture servers or the stand-in on this machine.
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
        // Whatever the server claims: the window may draw a picture, and must not get a page or a script in its place.
        match media_type(&answer.body) {
            Some(media_type) => Ok(Picture {
                media_type,
                bytes: answer.body,
            }),
            None => Err(Error::Unexpected("something else in place of a picture".to_owned())),
        }
    }
}

/// The type of a picture by its first bytes: JPEG, PNG or WebP, in which Spotify serves covers. `None` for all else.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}
