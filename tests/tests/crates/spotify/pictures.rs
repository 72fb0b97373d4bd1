//! Covers from servers that do not keep to what they should: nothing but a picture from Spotify's servers is let in.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{Router, http::header, response::Redirect, routing::get};
use spotify::{Addresses, Error, Options, Spotify, Unshared};
use tokio::net::TcpListener;
use tonearm_tests::failure::Outcome;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a picture";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n a picture";
const WEBP: &[u8] = b"RIFF\x00\x00\x00\x00WEBP a picture";
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

/// A server on this machine, and how many requests have reached it.
struct Server {
    address: String,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn start(routes: Router) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = requests.clone();
        let routes = routes.layer(axum::middleware::from_fn(
            move |request, next: axum::middleware::Next| {
                counted.fetch_add(1, Ordering::Relaxed);
                next.run(request)
            },
        ));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { address, requests })
    }

    /// A client for which this server is Spotify.
    fn client(&self) -> Outcome<Spotify> {
        Ok(Spotify::new(Options {
            addresses: Addresses::overridden(None, Some(&format!("{}/v1", self.address)))?,
            clock: Arc::new(tonearm_tests::clock::now),
            grant: None,
            pause: None,
            on_change: Arc::new(|_| {}),
            shared: Arc::new(Unshared),
        })?)
    }
}

/// Answers with `body` and says that it is of the type `claimed`.
fn file(claimed: &'static str, body: &'static [u8]) -> axum::routing::MethodRouter {
    get(move || async move { ([(header::CONTENT_TYPE, claimed)], body) })
}

#[tokio::test]
async fn a_picture_is_what_its_bytes_say_and_not_what_the_server_claims() -> Outcome {
    let routes = Router::new()
        .route("/jpeg", file("image/svg+xml", JPEG))
        .route("/png", file("text/html", PNG))
        .route("/webp", file("image/jpeg", WEBP))
        .route("/svg", file("image/png", SVG))
        .route("/html", file("image/jpeg", b"<!doctype html><script>alert(1)</script>"))
        .route("/gif", file("image/gif", b"GIF89a"))
        .route("/empty", file("image/png", b""));
    let server = Server::start(routes).await?;
    let spotify = server.client()?;
    for (path, media_type, bytes) in [
        ("/jpeg", "image/jpeg", JPEG),
        ("/png", "image/png", PNG),
        ("/webp", "image/webp", WEBP),
    ] {
        let picture = spotify.image(&format!("{}{path}", server.address).parse()?).await?;
        assert_eq!((picture.media_type, &*picture.bytes), (media_type, bytes), "{path}");
    }
    for path in ["/svg", "/html", "/gif", "/empty"] {
        let refused = spotify.image(&format!("{}{path}", server.address).parse()?).await;
        assert!(matches!(refused, Err(Error::Unexpected(_))), "{path}: {refused:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_picture_that_never_ends_is_given_up() -> Outcome {
    let large = get(|| async {
        let mut body = PNG.to_vec();
        body.resize(5 * 1024 * 1024, 0);
        body
    });
    let server = Server::start(Router::new().route("/large", large)).await?;
    let refused = server
        .client()?
        .image(&format!("{}/large", server.address).parse()?)
        .await;
    assert!(matches!(refused, Err(Error::Unexpected(_))), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn no_redirect_leads_to_another_server() -> Outcome {
    let elsewhere = Server::start(Router::new().route("/png", file("image/png", PNG))).await?;
    let (there, here) = (format!("{}/png", elsewhere.address), "/png");
    let routes = Router::new()
        .route("/away", get(move || async move { Redirect::temporary(&there) }))
        .route("/stays", get(move || async move { Redirect::temporary(here) }))
        .route(here, file("image/png", PNG));
    let server = Server::start(routes).await?;
    let spotify = server.client()?;
    assert!(
        spotify
            .image(&format!("{}/away", server.address).parse()?)
            .await
            .is_err()
    );
    assert!(
        spotify
            .image(&format!("{}/png", elsewhere.address).parse()?)
            .await
            .is_err()
    );
    assert_eq!(
        elsewhere.requests.load(Ordering::Relaxed),
        0,
        "nobody asked the other server"
    );
    let picture = spotify.image(&format!("{}/stays", server.address).parse()?).await?;
    assert_eq!(picture.bytes, PNG);
    Ok(())
}
