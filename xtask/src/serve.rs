//! `cargo xtask serve`: the release site on this machine's loopback address.
//!
//! A static server without cleverness: GET and HEAD, one thread a connection, no directory listings, and no path
//! that leaves the folder.

use crate::dist::{self, Options};
use crate::setup::{self, Purpose};
use anyhow::{Context as _, Result};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const FIRST_PORT: u16 = 8080;
/// How many ports are tried before giving up.
const PORTS: u16 = 100;
/// Longest request head that is read.
const HEAD_LIMIT: u64 = 16 * 1024;

/// Builds the site and serves it until interrupted.
pub fn serve(corpus: Option<PathBuf>, port: Option<&str>) -> Result<()> {
    let first = match port {
        Some(port) => {
            port.parse().with_context(|| format!("`{port}` is no port; name a number from 1 to 65535"))?
        }
        None => FIRST_PORT,
    };
    let site = dist::dist(&setup::setup(Purpose::Site)?, &Options { corpus, out: None })?;
    let listener = listen(first)?;
    println!(
        "\nserving at http://{}/ (Ctrl-C ends it)",
        listener.local_addr().context("the address of the server")?
    );
    let dir = Arc::new(site.dir);
    for stream in listener.incoming().flatten() {
        let dir = Arc::clone(&dir);
        // A reader who closes the page early is no error worth a line.
        std::thread::spawn(move || answer(&stream, &dir).ok());
    }
    Ok(())
}

/// The first free port from the given one on.
fn listen(first: u16) -> Result<TcpListener> {
    let last = first.saturating_add(PORTS);
    let free = (first..=last).find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok());
    free.with_context(|| format!("no port from {first} to {last} is free; name another with --port"))
}

fn answer(stream: &TcpStream, dir: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.take(HEAD_LIMIT));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The rest of the head is of no interest, but closing with unread bytes would reset the connection.
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 && !line.trim_end().is_empty() {
        line.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = match (method, file_of(target).map(|file| dir.join(file))) {
        ("GET" | "HEAD", Some(file)) => match std::fs::read(&file) {
            Ok(body) => ("200 OK", mime(&file), body),
            Err(_) => ("404 Not Found", "text/plain", b"there is no such file\n".to_vec()),
        },
        ("GET" | "HEAD", None) => ("404 Not Found", "text/plain", b"there is no such file\n".to_vec()),
        _ => ("405 Method Not Allowed", "text/plain", b"only GET and HEAD are answered\n".to_vec()),
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The file a request means, inside the folder; nothing for a path that would leave it.
fn file_of(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decoded(path)?;
    let file =
        if path.is_empty() || path.ends_with('/') { PathBuf::from(path + "index.html") } else { path.into() };
    file.components().all(|part| matches!(part, Component::Normal(_))).then_some(file)
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            out.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok().filter(|path| !path.contains(['\0', '\\']))
}

/// What a browser has to be told a file is; a wasm under another name is not compiled while it loads.
fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_means_a_file_inside_the_folder_or_nothing() {
        let check = |target: &str, file: Option<&str>| {
            assert_eq!(file_of(target), file.map(PathBuf::from), "{target}")
        };
        check("/", Some("index.html"));
        check("/?q=a#b", Some("index.html"));
        check("/app.js", Some("app.js"));
        check("/a%20b/", Some("a b/index.html"));
        check("/../secret", None);
        check("/a/%2e%2e/%2e%2e/secret", None);
        check("//etc/passwd", None);
        check("/a\\..\\b", None);
        check("/%", None);
        check("/%ff", None);
        check("app.js", None);
        check("", None);
    }

    #[test]
    fn the_server_answers_over_a_socket() {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        std::fs::write(scratch.path().join("app.wasm"), b"1234").expect("a scratch file");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let check = |request: &str, status: &str, tail: &str| {
            let mut client = TcpStream::connect(address).expect("the server listens");
            write!(client, "{request}\r\nHost: x\r\n\r\n").expect("the server reads");
            answer(&listener.accept().expect("a connection").0, scratch.path()).expect("the server answers");
            let mut reply = String::new();
            client.read_to_string(&mut reply).expect("the server writes");
            assert!(
                reply.starts_with(&format!("HTTP/1.1 {status} ")) && reply.ends_with(tail),
                "{request}: {reply}"
            );
        };
        check("GET /app.wasm HTTP/1.1", "200", "\r\n\r\n1234");
        check("HEAD /app.wasm HTTP/1.1", "200", "\r\n\r\n");
        check("GET /none HTTP/1.1", "404", "no such file\n");
        check("POST /app.wasm HTTP/1.1", "405", "are answered\n");
        check("", "405", "are answered\n");
    }
}
