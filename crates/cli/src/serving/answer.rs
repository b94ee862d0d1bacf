//! A request → its answer.
//!
//! Lives here: methods, hosts, kinds of files, compression, and what a browser may keep. Does not live here: reading
//! requests from a connection ([`super`]) and which file a path means ([`super::shelf`]).
//!
//! A file that compresses is compressed at its first request and kept so until it changes; memory holds the compressed
//! site at most. Files that are compressed already (pieces of a large corpus, pictures) are read anew each time.

use super::shelf::{Found, NOT_FOUND, Shelf, Stamp};
use crate::site::is_piece;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// Smaller files gain nothing.
const COMPRESS_FROM: usize = 256;

/// Bytes of a hash that stand in an `ETag`.
const TAG_BYTES: usize = 12;

/// For a file whose name changes with its content.
const KEEP: &str = "public, max-age=31536000, immutable";
/// For all others: keep it, but ask.
const ASK: &str = "no-cache";

/// What is asked, answered.
#[derive(Debug)]
pub struct Answerer {
    shelf: Shelf,
    compressed: Mutex<BTreeMap<String, Arc<Compressed>>>,
}

/// A compressed file.
#[derive(Debug)]
struct Compressed {
    stamp: Option<Stamp>,
    tag: String,
    body: Bytes,
}

/// What is sent of a file.
struct Sent {
    tag: String,
    body: Bytes,
    is_gzip: bool,
}

impl Answerer {
    /// Answers from these files.
    pub fn new(shelf: Shelf) -> Answerer {
        Answerer { shelf, compressed: Mutex::default() }
    }

    /// The answer to a request; its body, if it has one, is of no interest.
    pub fn answer(&self, request: &Parts) -> Response<Full<Bytes>> {
        let mut response = self.respond(request);
        let headers = response.headers_mut();
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        // Other sites, on other ports of this machine too, have no business with this one's files.
        let name = header::HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, HeaderValue::from_static("same-origin"));
        response
    }

    fn respond(&self, request: &Parts) -> Response<Full<Bytes>> {
        let is_head = request.method == Method::HEAD;
        if !is_head && request.method != Method::GET {
            let mut response =
                sentence(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered", false);
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        // A page of somebody else's, whose name was made to lead to this machine, could otherwise read the site.
        if !names_this_machine(request) {
            let says = "this server answers for localhost and 127.0.0.1 only";
            return sentence(StatusCode::MISDIRECTED_REQUEST, says, is_head);
        }
        match self.shelf.find(request.uri.path()) {
            Found::File(name) => self.file(&name, StatusCode::OK, request),
            Found::Folder => {
                let query = request.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
                let to = HeaderValue::try_from(format!("{}/{query}", request.uri.path()));
                let mut response = sentence(StatusCode::PERMANENT_REDIRECT, "this is a folder", is_head);
                if let Ok(to) = to {
                    response.headers_mut().insert(header::LOCATION, to);
                }
                response
            }
            Found::Nothing => match self.shelf.find(&format!("/{NOT_FOUND}")) {
                Found::File(name) => self.file(&name, StatusCode::NOT_FOUND, request),
                _ => nothing(is_head),
            },
        }
    }

    fn file(&self, name: &str, status: StatusCode, request: &Parts) -> Response<Full<Bytes>> {
        let is_head = request.method == Method::HEAD;
        let kind = kind_of(name);
        let Some(sent) = self.sent(name, is_compressible(kind) && takes_gzip(&request.headers)) else {
            return nothing(is_head);
        };
        let is_kept = status == StatusCode::OK && is_named(&request.headers, &sent.tag);
        let length = sent.body.len();
        let body = if is_head || is_kept { Bytes::new() } else { sent.body };
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = if is_kept { StatusCode::NOT_MODIFIED } else { status };
        let headers = response.headers_mut();
        let mut set = |name, value: &str| {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        };
        let keep = if status == StatusCode::OK && is_named_by_content(name) { KEEP } else { ASK };
        set(header::CACHE_CONTROL, keep);
        set(header::ETAG, &sent.tag);
        if is_compressible(kind) {
            set(header::VARY, "Accept-Encoding");
        }
        if !is_kept {
            set(header::CONTENT_TYPE, kind);
            if sent.is_gzip {
                set(header::CONTENT_ENCODING, "gzip");
            }
            if is_head {
                set(header::CONTENT_LENGTH, &length.to_string());
            }
        }
        response
    }

    /// What to send of a file.
    fn sent(&self, name: &str, wants_gzip: bool) -> Option<Sent> {
        if !wants_gzip {
            let content = self.shelf.read(name)?;
            return Some(Sent {
                tag: tag(&content, ""),
                body: Bytes::copy_from_slice(&content),
                is_gzip: false,
            });
        }
        let stamp = self.shelf.stamp(name);
        // Whoever panicked while holding the lock left a whole map behind.
        let kept = self.compressed.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        let compressed = match kept.filter(|kept| kept.stamp == stamp) {
            Some(kept) => kept,
            None => {
                let content = self.shelf.read(name)?;
                if content.len() < COMPRESS_FROM {
                    let body = Bytes::copy_from_slice(&content);
                    return Some(Sent { tag: tag(&content, ""), body, is_gzip: false });
                }
                let body = gzip(&content)?.into();
                let made = Arc::new(Compressed { stamp, tag: tag(&content, "-gzip"), body });
                let mut map = self.compressed.lock().unwrap_or_else(PoisonError::into_inner);
                map.insert(name.to_owned(), Arc::clone(&made));
                made
            }
        };
        Some(Sent { tag: compressed.tag.clone(), body: compressed.body.clone(), is_gzip: true })
    }
}

/// A short answer in words.
fn sentence(status: StatusCode, says: &str, is_head: bool) -> Response<Full<Bytes>> {
    let body = if is_head { String::new() } else { format!("{says}\n") };
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn nothing(is_head: bool) -> Response<Full<Bytes>> {
    sentence(StatusCode::NOT_FOUND, "there is no such file", is_head)
}

/// Whether a request is meant for a name of the loopback address. Very old clients name nobody.
fn names_this_machine(request: &Parts) -> bool {
    let named = request.headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    let Some(host) = request.uri.authority().map(|authority| authority.as_str()).or(named) else {
        return true;
    };
    let without_port = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let name = without_port.to_ascii_lowercase();
    matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

/// What a browser has to be told a file is; a wasm under another name is not compiled while it loads.
fn kind_of(name: &str) -> &'static str {
    match mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream") {
        "text/html" => "text/html; charset=utf-8",
        "text/css" => "text/css; charset=utf-8",
        "text/javascript" | "application/javascript" => "text/javascript; charset=utf-8",
        "text/plain" => "text/plain; charset=utf-8",
        kind => kind,
    }
}

fn is_compressible(kind: &str) -> bool {
    let kinds = ["application/wasm", "application/json", "application/manifest+json", "image/svg+xml"];
    kind.starts_with("text/") || kind.ends_with("+xml") || kind.ends_with("/xml") || kinds.contains(&kind)
}

/// `app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`, `site/logo-0123456789abcdef.svg`, and the pieces of a
/// corpus. In other folders names are somebody's own, and may end in a date.
fn is_named_by_content(name: &str) -> bool {
    let file = name.strip_prefix("site/").unwrap_or(name);
    let hash = file.rsplit_once('-').and_then(|(_, rest)| rest.split(['.', '_']).next());
    let is_hash = |hash: &str| {
        hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
    };
    is_piece(name) || (!file.contains('/') && hash.is_some_and(is_hash))
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted =
        headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|list| list.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse::<f32>().ok());
        is_gzip && weight.is_none_or(|weight| weight > 0.0)
    })
}

/// Whether the browser has the file of this tag.
fn is_named(headers: &HeaderMap, tag: &str) -> bool {
    let named = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    named
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|item| item == "*" || item.strip_prefix("W/").unwrap_or(item) == tag)
}

fn tag(content: &[u8], form: &str) -> String {
    let digits: String =
        Sha256::digest(content).iter().take(TAG_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}{form}\"")
}

fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(content.len() / 2), Compression::default());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}
