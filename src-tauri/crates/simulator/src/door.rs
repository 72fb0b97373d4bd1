//! The way in: one loopback listener and its connections. Shut, it refuses and cuts at once, in the middle of an answer if need be.

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
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};

/// An open door; shut when dropped.
pub(crate) struct Door {
    /// Taken out to close the port at once: the task that polls it may get its turn only later.
    listener: Arc<Mutex<Option<TcpListener>>>,
    task: AbortHandle,
    pub(crate) port: u16,
}

impl Door {
    /// Binds 127.0.0.1 and answers with `router` from then on. Needs a tokio runtime.
    pub(crate) async fn open(port: u16, router: Router) -> io::Result<Self> {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = bound.local_addr()?.port();
        let listener = Arc::new(Mutex::new(Some(bound)));
        let task = tokio::spawn(accept(listener.clone(), router)).abort_handle();
        Ok(Self { listener, task, port })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        drop(lock(&self.listener).take());
        // Takes the set of connections with it, which aborts each.
        self.task.abort();
    }
}

/// Held only to look at the listener, never across an await.
fn lock(listener: &Mutex<Option<TcpListener>>) -> MutexGuard<'_, Option<TcpListener>> {
    listener.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: Arc<Mutex<Option<TcpListener>>>, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        let next = poll_fn(|context| match lock(&listener).as_ref() {
            Some(listener) => listener.poll_accept(context).map(Some),
            None => Poll::Ready(None),
        });
        tokio::select! {
            accepted = next => match accepted {
                Some(Ok((stream, _))) => drop(connections.spawn(serve(stream, router.clone()))),
                // Too many open files, most likely: some will close.
                Some(Err(_)) => tokio::time::sleep(Duration::from_millis(50)).await,
                None => return,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, router: Router) {
    // A connection that ends badly is the client's affair, and half of the faults are just that.
    let _ = stream.set_nodelay(true);
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
}
