//! A server for this machine: connections in, answers out.
//!
//! Lives here: the address, the port, and the loop; hyper speaks HTTP. Does not live here: what a request means
//! ([`answer`]) and where the files of a site are ([`shelf`]). Only the loopback address is listened at, so nobody else
//! on the network is served.

pub mod answer;
pub mod shelf;

use answer::Answerer;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use shelf::Shelf;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// How many ports are tried from the first one on.
pub const PORTS: u16 = 20;

/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long to wait for somebody to hang up when the system gives no more connections.
const BREATH: Duration = Duration::from_millis(50);

/// The port to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; 0 is any free one.
    Exactly(u16),
    /// This one, or the next free one of [`PORTS`].
    From(u16),
}

/// A server that has its port and waits to be run.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    answerer: Answerer,
}

impl Server {
    /// Takes a port.
    ///
    /// # Errors
    /// When the port is taken, or all that were tried.
    pub fn bind(shelf: Shelf, port: Port) -> io::Result<Server> {
        let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = match port {
            Port::Exactly(port) => bind(port)?,
            Port::From(first) => {
                let mut ports = first..=first.saturating_add(PORTS - 1);
                let mut result = Err(io::ErrorKind::AddrInUse.into());
                while let (Err(_), Some(port)) = (&result, ports.next()) {
                    result = bind(port);
                }
                result?
            }
        };
        listener.set_nonblocking(true)?;
        Ok(Server { listener, answerer: Answerer::new(shelf) })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// What the system said.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `end` is ready.
    ///
    /// # Errors
    /// When the system gives no event loop; a connection that fails ends by itself.
    pub fn run_until<T>(self, end: impl Future<Output = T>) -> io::Result<T> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _guard = runtime.enter();
            tokio::net::TcpListener::from_std(self.listener)?
        };
        let answerer = Arc::new(self.answerer);
        runtime.spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        tokio::spawn(connection(TokioIo::new(stream), Arc::clone(&answerer)));
                    }
                    Err(_) => tokio::time::sleep(BREATH).await,
                }
            }
        });
        let ended = runtime.block_on(end);
        // A file that is just being compressed need not be waited for.
        runtime.shutdown_background();
        Ok(ended)
    }
}

async fn connection(stream: TokioIo<tokio::net::TcpStream>, answerer: Arc<Answerer>) {
    let service = service_fn(|request: Request<Incoming>| {
        let answerer = Arc::clone(&answerer);
        async move {
            let (head, _) = request.into_parts();
            // Reading and compressing would hold up every other connection.
            let answer = tokio::task::spawn_blocking(move || answerer.answer(&head)).await;
            Ok::<_, Infallible>(answer.unwrap_or_else(|_| Response::default()))
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    // A reader who closes the page early is no error worth a line.
    _ = http.serve_connection(stream, service).await;
}

#[cfg(test)]
mod tests;
