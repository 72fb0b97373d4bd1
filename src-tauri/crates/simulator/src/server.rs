//! One loopback listener and its connections. When dropped, it refuses new connections and cuts open ones at once, even in the
//! middle of an answer.

use std::{
    future::poll_fn,
    io,
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    task::{AbortHandle, JoinSet},
};

/// A running server, stopped when dropped.
pub(crate) struct Server {
    /// Taken out to close the port at once: the task that polls it may run only later.
    listener: Arc<Mutex<Option<TcpListener>>>,
    task: AbortHandle,
    pub(crate) port: u16,
}

/// The port of a server that was closed. Nobody answers there, and no other program is given it meanwhile: whoever asked there would take
/// its answers for this server's.
pub(crate) struct ClosedPort(TcpSocket);

impl ClosedPort {
    /// Keeps a port that nobody listens on.
    pub(crate) fn keep(port: u16) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        // Connections that were cut a moment ago still count as being on the port.
        socket.set_reuseaddr(true)?;
        socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
        socket.set_reuseaddr(false)?;
        Ok(Self(socket))
    }

    fn listen(self) -> io::Result<TcpListener> {
        self.0.set_reuseaddr(true)?;
        self.0.listen(BACKLOG)
    }
}

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

impl Server {
    /// Binds 127.0.0.1 and answers requests with `router`. Needs a tokio runtime.
    pub(crate) async fn open(port: u16, router: Router) -> io::Result<Self> {
        Self::on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?, router)
    }

    /// Opens a port again.
    pub(crate) fn reopen(port: ClosedPort, router: Router) -> io::Result<Self> {
        Self::on(port.listen()?, router)
    }

    fn on(bound: TcpListener, router: Router) -> io::Result<Self> {
        let port = bound.local_addr()?.port();
        let listener = Arc::new(Mutex::new(Some(bound)));
        let task = tokio::spawn(accept(listener.clone(), router)).abort_handle();
        Ok(Self { listener, task, port })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(lock(&self.listener).take());
        // The set of connections is dropped with the task, which aborts each.
        self.task.abort();
    }
}

/// The lock is held only to look at the listener, never across an await.
fn lock(listener: &Mutex<Option<TcpListener>>) -> MutexGuard<'_, Option<TcpListener>> {
    listener.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: Arc<Mutex<Option<TcpListener>>>, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = poll_fn(|context| match lock(&listener).as_ref() {
            Some(listener) => listener.poll_accept(context).map(Some),
            None => Poll::Ready(None),
        });
        tokio::select! {
            accepted = accepted => match accepted {
                Some(Ok((stream, _))) => drop(connections.spawn(serve(stream, router.clone()))),
                // Probably too many open files: some will be closed.
                Some(Err(_)) => tokio::time::sleep(Duration::from_millis(50)).await,
                None => return,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    // Errors are ignored: a broken connection concerns the client, and many faults cause one on purpose.
    let _ = stream.set_nodelay(true);
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
}
