//! The server over sockets, as browsers and others use it.

use super::*;
use crate::site::Files;
use flate2::read::GzDecoder;
use std::future::pending;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

/// A page long enough to be compressed.
fn page() -> Vec<u8> {
    format!("<!doctype html>{}", "<p>The ferry left at dawn.</p>".repeat(40)).into_bytes()
}

fn site() -> Files {
    let file = |name: &str, content: &[u8]| (name.to_owned(), content.to_vec());
    Files::from([
        file("index.html", &page()),
        file("404.html", b"<p>Nothing is here.</p>"),
        file("app-0123456789abcdef_bg.wasm", &[7; 1000]),
        file("app-0123456789abcdef.js", b"start()"),
        file("corpus/0123456789abcdef.gz", &[9; 1000]),
        file("manifest.webmanifest", b"{}"),
        file("sitemap.xml", b"<urlset/>"),
        file("pages/index.html", b"<p>All.</p>"),
        file("logo.svg", b"<svg/>"),
        file("site/logo-0123456789abcdef.svg", b"<svg/>"),
        file("statements/talks-20250215.html", b"<p>We agreed.</p>"),
        file("statements/talks-0123456789abcdef.html", b"<p>We did not.</p>"),
        file("logo.png", b"png"),
        file("robots.txt", b"User-agent: *"),
        file("notes", b"?"),
    ])
}

/// Serves in a thread that ends with the process.
fn start(shelf: Shelf) -> SocketAddr {
    let server = Server::bind(shelf, Port::Exactly(0)).expect("some port is free");
    let address = server.address().expect("it has a port");
    thread::spawn(move || server.run_until(pending::<()>()));
    address
}

struct Reply {
    status: u16,
    /// Lower case.
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")))
    }
}

/// Sends a request line with headers, and reads until the server hangs up.
fn ask(address: SocketAddr, line: &str, headers: &str) -> Reply {
    let mut client = TcpStream::connect(address).expect("the server listens");
    // In one piece: a server that has seen enough of a wrong request hangs up on the rest.
    let request = format!("{line}\r\nConnection: close\r\n{headers}\r\n");
    client.write_all(request.as_bytes()).expect("the server reads");
    let mut reply = Vec::new();
    client.read_to_end(&mut reply).expect("the server answers");
    let end = reply.windows(4).position(|window| window == b"\r\n\r\n").expect("a head") + 4;
    let head = String::from_utf8(reply[..end].to_vec()).expect("heads are text").to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Reply { status, head, body: reply[end..].to_vec() }
}

const HOST: &str = "Host: localhost:8080\r\n";

fn get(address: SocketAddr, path: &str, headers: &str) -> Reply {
    ask(address, &format!("GET {path} HTTP/1.1"), &format!("{HOST}{headers}"))
}

#[test]
fn files_are_told_what_they_are_and_how_long_to_keep() {
    let address = start(Shelf::Memory(site()));
    let check = |path: &str, kind: &str, keeps: bool| {
        let reply = get(address, path, "");
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)), "{path}");
        let expected = if keeps { answer_keep() } else { "no-cache" };
        assert_eq!(reply.header("cache-control"), Some(expected), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
    };
    check("/", "text/html; charset=utf-8", false);
    check("/?q=a", "text/html; charset=utf-8", false);
    check("/pages/", "text/html; charset=utf-8", false);
    check("/app-0123456789abcdef_bg.wasm", "application/wasm", true);
    check("/app-0123456789abcdef.js", "text/javascript; charset=utf-8", true);
    check("/corpus/0123456789abcdef.gz", "application/gzip", true);
    check("/manifest.webmanifest", "application/manifest+json", false);
    check("/sitemap.xml", "text/xml", false);
    check("/logo.svg", "image/svg+xml", false);
    check("/site/logo-0123456789abcdef.svg", "image/svg+xml", true);
    check("/statements/talks-20250215.html", "text/html; charset=utf-8", false);
    check("/statements/talks-0123456789abcdef.html", "text/html; charset=utf-8", false);
    check("/logo.png", "image/png", false);
    check("/robots.txt", "text/plain; charset=utf-8", false);
    check("/notes", "application/octet-stream", false);
}

fn answer_keep() -> &'static str {
    "public, max-age=31536000, immutable"
}

#[test]
fn only_what_is_there_is_answered_and_only_to_this_machine() {
    let address = start(Shelf::Memory(site()));
    let check = |line: &str, headers: &str, status: u16, says: &str| {
        let reply = ask(address, line, headers);
        let body = String::from_utf8_lossy(&reply.body);
        assert!(reply.status == status && body.contains(says), "{line} {headers}: {} {body}", reply.status);
    };
    check("GET /none HTTP/1.1", HOST, 404, "Nothing is here.");
    check("GET /../secret HTTP/1.1", HOST, 404, "Nothing is here.");
    check("GET /%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1", HOST, 404, "Nothing is here.");
    check("GET //etc/passwd HTTP/1.1", HOST, 404, "Nothing is here.");
    check("GET http://localhost/robots.txt HTTP/1.1", HOST, 200, "User-agent");
    check("GET http://example.org/ HTTP/1.1", HOST, 421, "localhost");
    check("POST / HTTP/1.1", HOST, 405, "only GET and HEAD");
    check("DELETE /robots.txt HTTP/1.1", HOST, 405, "only GET and HEAD");
    check("GET / HTTP/1.1", "Host: example.org\r\n", 421, "localhost");
    check("GET / HTTP/1.1", "Host: localhost.example.org:8080\r\n", 421, "localhost");
    for host in ["127.0.0.1", "127.0.0.1:8080", "LOCALHOST:1", "[::1]:8080", "site.localhost"] {
        check("GET / HTTP/1.1", &format!("Host: {host}\r\n"), 200, "ferry");
    }
    check("GET / HTTP/1.0", "", 200, "ferry");
    check("NONSENSE", "", 400, "");
    check("GET /\u{0}x HTTP/1.1", HOST, 400, "");
    let folder = get(address, "/pages?a=b", "");
    assert_eq!((folder.status, folder.header("location")), (308, Some("/pages/?a=b")));
}

#[test]
fn head_is_get_without_the_body() {
    let address = start(Shelf::Memory(site()));
    for (path, headers) in [("/", ""), ("/", "Accept-Encoding: gzip\r\n"), ("/none", ""), ("/logo.png", "")] {
        let get = get(address, path, headers);
        let head = ask(address, &format!("HEAD {path} HTTP/1.1"), &format!("{HOST}{headers}"));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        let length = get.body.len().to_string();
        for reply in [&get, &head] {
            assert_eq!(reply.header("content-length"), Some(length.as_str()), "{path}");
        }
        for name in ["etag", "content-type", "content-encoding", "cache-control"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
    }
}

#[test]
fn whoever_takes_gzip_gets_it() {
    let address = start(Shelf::Memory(site()));
    let check = |path: &str, accepted: &str, is_gzip: bool| {
        // Twice: made, and then kept.
        for _ in 0..2 {
            let reply = get(address, path, &format!("Accept-Encoding: {accepted}\r\n"));
            assert_eq!(reply.header("content-encoding").is_some(), is_gzip, "{path} {accepted}");
            let mut body = Vec::new();
            if is_gzip {
                assert_eq!(reply.header("vary"), Some("accept-encoding"));
                GzDecoder::new(&reply.body[..]).read_to_end(&mut body).expect("gzip");
                assert!(reply.body.len() < body.len());
            } else {
                body = reply.body;
            }
            let name = if path == "/" { "index.html" } else { &path[1..] };
            assert_eq!(body, site()[name], "{path} {accepted}");
        }
    };
    check("/", "gzip, deflate, br", true);
    check("/", "br;q=1.0, GZIP;q=0.5", true);
    check("/", "gzip;q=0, br", false);
    check("/", "deflate, br", false);
    check("/", "", false);
    check("/app-0123456789abcdef_bg.wasm", "gzip", true);
    // Small, or compressed already.
    check("/app-0123456789abcdef.js", "gzip", false);
    check("/corpus/0123456789abcdef.gz", "gzip", false);
}

#[test]
fn what_the_browser_has_is_not_sent_again_until_it_changes() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let write = |content: &[u8]| std::fs::write(scratch.path().join("index.html"), content).expect("a file");
    write(&page());
    let address = start(Shelf::folder(scratch.path()).expect("the folder is there"));
    for accepted in ["", "Accept-Encoding: gzip\r\n"] {
        write(&page());
        let first = get(address, "/", accepted);
        let tag = first.header("etag").expect("a tag").to_owned();
        let check = |named: &str, status: u16| {
            let reply = get(address, "/", &format!("{accepted}If-None-Match: {named}\r\n"));
            assert_eq!((reply.status, reply.body.is_empty()), (status, status == 304), "{named}");
            reply
        };
        assert_eq!(check(&tag, 304).header("etag"), Some(tag.as_str()));
        check(&format!("W/{tag}"), 304);
        check(&format!("\"other\", {tag}"), 304);
        check("*", 304);
        check("\"other\"", 200);
        write(&[page(), b"<p>And came back.</p>".to_vec()].concat());
        let changed = check(&tag, 200);
        assert_ne!(changed.header("etag"), Some(tag.as_str()));
    }
    let plain = get(address, "/", "").header("etag").map(str::to_owned);
    assert_ne!(get(address, "/", "Accept-Encoding: gzip\r\n").header("etag").map(str::to_owned), plain);
    let missing = get(address, "/none", "If-None-Match: *\r\n");
    assert_eq!((missing.status, missing.body.as_slice()), (404, &b"there is no such file\n"[..]));
}

#[test]
fn a_taken_port_is_passed_over_unless_it_was_named() {
    let shelf = || Shelf::Memory(site());
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
    let port = taken.local_addr().expect("it has a port").port();
    let error = Server::bind(shelf(), Port::Exactly(port)).expect_err("the port is taken");
    assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    let next = Server::bind(shelf(), Port::From(port)).expect("some port of 20 is free");
    let next = next.address().expect("it has a port");
    assert!(next.port() > port && next.port() < port.saturating_add(PORTS) && next.ip().is_loopback());
}

#[test]
fn the_server_ends_when_it_is_told_to() {
    let server = Server::bind(Shelf::Memory(site()), Port::Exactly(0)).expect("some port is free");
    assert_eq!(server.run_until(std::future::ready(7)).expect("it ends"), 7);
}
