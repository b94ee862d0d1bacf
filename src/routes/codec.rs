//! Percent-encoding of path segments and parameters. No meaning of any parameter lives here.

use form_urlencoded::{Serializer, byte_serialize, parse};

/// The parameters of an address, in order; names may repeat.
#[derive(Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads what stands behind `?`.
    pub fn parse(query: &str) -> Params {
        Params(parse(query.as_bytes()).into_owned().collect())
    }

    /// All values of a name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The last value of a name, or the empty string.
    pub fn last(&self, name: &str) -> String {
        self.all(name).last().unwrap_or("").to_owned()
    }

    /// Adds a parameter.
    pub fn push(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Adds a parameter unless its value is empty.
    pub fn push_nonempty(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.push(name, value);
        }
    }

    /// `?name=value&…`, or nothing where there is no parameter.
    pub fn to_query(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        format!("?{}", Serializer::new(String::new()).extend_pairs(&self.0).finish())
    }
}

/// One path segment, safe between slashes. A space is `%20`, for `+` means a space only behind `?`.
pub fn encode_segment(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The text of one path segment.
pub fn decode_segment(segment: &str) -> String {
    // `parse` reads `name=value` pairs; a lone name with its own `+`, `=` and `&` protected is a segment.
    let protected = segment.replace('+', "%2B").replace('=', "%3D").replace('&', "%26");
    parse(protected.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}
