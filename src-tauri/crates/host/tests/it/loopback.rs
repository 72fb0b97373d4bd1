use std::sync::Arc;

use host::{Arrival, LOOPBACK_PORT, Loopback};
use simulator::{Client, DEMO_CLIENT_ID, Simulator};
use spotify::{Addresses, ClientId, Options, Redirect, Spotify};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

fn page(worked: bool) -> String {
    format!("worked: {worked}")
}

fn client_id() -> ClientId {
    DEMO_CLIENT_ID.parse().unwrap()
}

fn now() -> chrono::DateTime<chrono::Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

/// A Spotify where the app has registered this address.
async fn registered(redirect: &str) -> (Simulator, Spotify) {
    let simulator = simulator::start(simulator::Options::new(Arc::new(now))).await.unwrap();
    simulator.set_client(Client {
        redirects: vec![redirect.to_owned()],
        ..Client::new(DEMO_CLIENT_ID)
    });
    let spotify = Spotify::new(Options {
        addresses: Addresses::overridden(Some(&simulator.accounts_url()), Some(&simulator.api_url())).unwrap(),
        clock: Arc::new(now),
        grant: None,
        pause: None,
        on_change: Arc::new(|_| {}),
        shared: Arc::new(spotify::Unshared),
    });
    (simulator, spotify.unwrap())
}

async fn bound() -> (Loopback, u16) {
    let (_simulator, spotify) = registered("http://127.0.0.1/callback").await;
    let loopback = Loopback::bind(&spotify, &client_id()).await.unwrap();
    let Redirect::Loopback { port } = loopback.redirect() else {
        panic!("{:?}", loopback.redirect());
    };
    (loopback, port)
}

/// The whole answer to a request with these lines below the first.
async fn ask(port: u16, request: &str, headers: &[&str]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let host = format!("Host: 127.0.0.1:{port}");
    let headers = if headers.iter().any(|header| header.starts_with("Host:")) {
        headers.join("\r\n")
    } else {
        [&[&*host], headers].concat().join("\r\n")
    };
    let request = format!("{request} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

/// Where the browser is sent on to.
fn next(answer: &str) -> String {
    let location = answer.lines().find_map(|line| line.strip_prefix("location: "));
    location.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[tokio::test]
async fn any_free_port_is_taken_where_none_was_registered() {
    let _squatter = TcpListener::bind(("127.0.0.1", LOOPBACK_PORT)).await;
    let (_one, first) = bound().await;
    let (_other, second) = bound().await;
    assert!(first != LOOPBACK_PORT && second != LOOPBACK_PORT && first != second);
}

#[tokio::test]
async fn the_code_stays_in_no_address_and_no_cache() {
    let (loopback, port) = bound().await;
    let (arrivals, mut arriving) = mpsc::channel::<Arrival>(4);
    let listening = loopback.listen(arrivals.downgrade(), page);
    let sent_on = ask(port, "GET /callback?code=c0de&state=s", &[]).await;
    assert!(
        sent_on.starts_with("HTTP/1.1 303") && !sent_on.contains("c0de"),
        "{sent_on}"
    );
    let arrival = arriving.recv().await.unwrap();
    let callback = format!("http://127.0.0.1:{port}/callback?code=c0de&state=s");
    assert_eq!(arrival.url.as_str(), callback);
    arrival.answer(true);
    let shown = ask(port, &format!("GET {}", next(&sent_on)), &[]).await;
    assert!(shown.contains("worked: true") && !shown.contains("c0de"), "{shown}");
    for answer in [sent_on, shown] {
        for header in [
            "cache-control: no-store",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'",
        ] {
            assert!(answer.contains(header), "{header}: {answer}");
        }
    }
    listening.close().await;
    assert!(
        TcpStream::connect(("127.0.0.1", port)).await.is_err(),
        "the port is free again"
    );
}

#[tokio::test]
async fn what_no_person_sends_neither_uses_nor_spoils_a_sign_in() {
    let (loopback, port) = bound().await;
    let (arrivals, mut arriving) = mpsc::channel::<Arrival>(4);
    let listening = loopback.listen(arrivals.downgrade(), page);
    let callback = "/callback?code=c0de&state=s";
    let (get, head, post) = (
        format!("GET {callback}"),
        format!("HEAD {callback}"),
        format!("POST {callback}"),
    );
    let other_port = format!("Host: 127.0.0.1:{}", port.wrapping_add(1));
    for (request, headers, status) in [
        (&head, &[][..], "405"),
        (&post, &[], "405"),
        (&get, &["Sec-Purpose: prefetch;prerender"], "503"),
        (&get, &["Purpose: prefetch"], "503"),
        (
            &get,
            &[
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: no-cors",
                "Sec-Fetch-Dest: image",
            ],
            "403",
        ),
        (
            &get,
            &[
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: iframe",
            ],
            "403",
        ),
        (&get, &["Host: evil.example"], "421"),
        (&get, &[&*other_port], "421"),
        (&"GET /".to_owned(), &[], "404"),
        (&"GET /answer/1".to_owned(), &[], "404"),
    ] {
        let answer = ask(port, request, headers).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{request} {headers:?}: {answer}"
        );
        assert!(answer.contains("cache-control: no-store"), "{answer}");
    }
    assert!(arriving.try_recv().is_err(), "nobody was told");

    let person = [
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document",
    ];
    let first = next(&ask(port, &get, &person).await);
    let again = next(&ask(port, &get, &person).await);
    arriving.recv().await.unwrap().answer(true);
    assert!(arriving.try_recv().is_err(), "the second time is not told");
    for path in [first, again, next(&ask(port, &get, &person).await)] {
        let shown = ask(port, &format!("GET {path}"), &person).await;
        assert!(shown.contains("worked: true"), "{shown}");
    }
    listening.close().await;
}

#[tokio::test]
async fn an_answer_that_nobody_waits_for_says_that_it_did_not_work() {
    let (loopback, port) = bound().await;
    let (arrivals, arriving) = mpsc::channel::<Arrival>(4);
    let listening = loopback.listen(arrivals.downgrade(), page);
    drop((arrivals, arriving));
    let path = next(&ask(port, "GET /callback?code=c0de&state=s", &[]).await);
    assert!(ask(port, &format!("GET {path}"), &[]).await.contains("worked: false"));
    listening.close().await;
}
