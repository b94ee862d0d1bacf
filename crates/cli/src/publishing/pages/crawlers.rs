//! `robots.txt` and the sitemap.
//!
//! A sitemap holds whole addresses, so there is none unless the corpus states where it will be. Its limits are 50,000
//! addresses and 50 MB a file (<https://www.sitemaps.org/protocol.html>); beyond them an index names several.

use crate::publishing::Publication;
use crate::publishing::markup::attribute;

const ROBOTS: &str = "robots.txt";
const SITEMAP: &str = "sitemap.xml";

/// Addresses in one file; an address of 1,000 bytes would make 50 MB of them.
const MOST: usize = 50_000;

/// Whether [`files`] gives a file of this name.
pub(super) fn is_ours(name: &str) -> bool {
    let number = name.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml"));
    name == ROBOTS || name == SITEMAP || number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// The files, by name. `pages` are addresses from the site's first page.
pub(super) fn files(publication: &Publication, pages: &[String]) -> Vec<(String, String)> {
    // Crawlers look for robots.txt at the host's root only; a site in a folder has it for whoever moves it there.
    let robots = "User-agent: *\nDisallow:\n".to_owned();
    match &publication.site.url {
        None => vec![(ROBOTS.to_owned(), robots)],
        Some(url) => {
            let mut files = sitemaps(url, pages, MOST);
            files.push((ROBOTS.to_owned(), format!("{robots}Sitemap: {url}{SITEMAP}\n")));
            files
        }
    }
}

/// The sitemap, in files of at most so many addresses.
fn sitemaps(url: &str, pages: &[String], most: usize) -> Vec<(String, String)> {
    let addresses: Vec<String> = std::iter::once("")
        .chain(pages.iter().map(String::as_str))
        .map(|page| format!("{url}{page}"))
        .collect();
    let file = |element: &str, entry: &str, addresses: &[String]| {
        let entries =
            addresses.iter().map(|address| format!("<{entry}><loc>{}</loc></{entry}>\n", attribute(address)));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</{element}>\n",
            entries.collect::<String>()
        )
    };
    if addresses.len() <= most {
        return vec![(SITEMAP.to_owned(), file("urlset", "url", &addresses))];
    }
    let mut parts: Vec<(String, String)> = (1..)
        .zip(addresses.chunks(most.max(1)))
        .map(|(number, part)| (format!("sitemap-{number}.xml"), file("urlset", "url", part)))
        .collect();
    let index: Vec<String> = parts.iter().map(|(name, _)| format!("{url}{name}")).collect();
    parts.push((SITEMAP.to_owned(), file("sitemapindex", "sitemap", &index)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sitemap_becomes_an_index_of_several() {
        let pages: Vec<String> = (0..5).map(|number| format!("statements/{number}.html")).collect();
        let url = "https://example.org/a&b/";
        let one = sitemaps(url, &pages, 6);
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].1.matches("<loc>https://example.org/a&amp;b/").count(), 6);
        assert!(one[0].1.contains("<loc>https://example.org/a&amp;b/</loc>"), "the first page is in it");
        let several = sitemaps(url, &pages, 4);
        let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(
            several[2].1.contains("<sitemap><loc>https://example.org/a&amp;b/sitemap-2.xml</loc></sitemap>")
        );
        assert!(several.iter().all(|(name, _)| is_ours(name)));
        assert!(!is_ours("sitemap-of-mine.xml"));
    }
}
