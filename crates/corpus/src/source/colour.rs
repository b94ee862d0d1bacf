//! Colours of a site, and whether text in them can be read.
//!
//! Lives here: hexadecimal colours, the contrast of two by WCAG 2.2, the nearest shade that can be read. Does not live
//! here: which key of `corpus.toml` they stand in ([`super::site`]) and the style sheet. At most 255 steps a colour.

use std::fmt;

/// What WCAG 2.2 asks of text at level AA.
pub(super) const LEAST_CONTRAST: f64 = 4.5;

/// How much of the accent is in the soft one: the background of what is chosen.
const SOFT: f64 = 0.1;

/// An opaque colour, red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// `#rrggbb`, as style sheets write it.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// One of the two themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light paper.
    Light,
    /// Light text on dark paper.
    Dark,
}

impl Theme {
    /// What text in the accent stands on: `--paper`, `--paper-sunk` and `--paper-raised` of `style/tokens.css`.
    pub const fn papers(self) -> [Colour; 3] {
        match self {
            Theme::Light => {
                [Colour([0xfb, 0xfa, 0xf7]), Colour([0xf3, 0xf1, 0xea]), Colour([0xff, 0xff, 0xff])]
            }
            Theme::Dark => {
                [Colour([0x1b, 0x1d, 0x20]), Colour([0x25, 0x28, 0x2c]), Colour([0x2b, 0x2f, 0x34])]
            }
        }
    }

    /// The paper of the page itself.
    pub const fn paper(self) -> Colour {
        self.papers()[0]
    }

    /// What is written on the accent.
    pub const fn on_accent(self) -> Colour {
        match self {
            Theme::Light => Colour([0xff, 0xff, 0xff]),
            Theme::Dark => Colour([0x14, 0x20, 0x2f]),
        }
    }

    /// Where shades of a colour go that cannot be read.
    const fn towards(self) -> Colour {
        match self {
            Theme::Light => Colour([0; 3]),
            Theme::Dark => Colour([0xff; 3]),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Colour {
    /// The colour that is written `#rgb` or `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        let digits: Vec<u8> =
            digits.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
        match digits.as_slice() {
            [red, green, blue] => Some(Colour([red * 17, green * 17, blue * 17])),
            [r, ed, g, reen, b, lue] => Some(Colour([r * 16 + ed, g * 16 + reen, b * 16 + lue])),
            _ => None,
        }
    }

    /// The background of what is chosen, where this is the accent.
    pub fn soft(self, theme: Theme) -> Colour {
        theme.paper().mixed(self, SOFT)
    }

    /// The least contrast that text in this colour has in a theme, and with what.
    pub(super) fn worst(self, theme: Theme) -> (f64, Colour) {
        let [paper, sunk, raised] = theme.papers();
        let grounds = [paper, sunk, raised, self.soft(theme)].map(|ground| (contrast(self, ground), ground));
        grounds
            .into_iter()
            .fold((f64::INFINITY, paper), |worst, one| if one.0 < worst.0 { one } else { worst })
    }

    /// Whether text in this colour can be read in a theme.
    pub(super) fn is_readable(self, theme: Theme) -> bool {
        self.worst(theme).0 >= LEAST_CONTRAST
    }

    /// The nearest shade of this colour, darker in the light theme and lighter in the dark one, that can be read there.
    pub(super) fn readable(self, theme: Theme) -> Colour {
        let shades = (0..=255).map(|step| self.mixed(theme.towards(), f64::from(step) / 255.0));
        shades.into_iter().find(|shade| shade.is_readable(theme)).unwrap_or(theme.towards())
    }

    /// This colour with a share of another.
    fn mixed(self, other: Colour, share: f64) -> Colour {
        let mut channels = self.0;
        for (channel, other) in channels.iter_mut().zip(other.0) {
            *channel = (f64::from(*channel) * (1.0 - share) + f64::from(other) * share).round() as u8;
        }
        Colour(channels)
    }

    /// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// The contrast of two colours, 1 to 21, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
pub(super) fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    #[test]
    fn colours_are_read_as_style_sheets_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Colour::parse(text).map(|colour| colour.to_string()).as_deref(), expected, "{text}");
        };
        check("#274c7e", Some("#274c7e"));
        check("#FC0", Some("#ffcc00"));
        for wrong in ["", "#", "274c7e", "#274c7", "#274c7ee", "#27 c7e", "#gggggg", "red", "#٣٣٣"] {
            check(wrong, None);
        }
    }

    #[test]
    fn contrast_is_that_of_the_recommendation() {
        let [black, white] = [Colour([0; 3]), Colour([255; 3])];
        assert_eq!(contrast(black, white), 21.0);
        assert_eq!(contrast(white, white), 1.0);
        let grey = Colour([0x76; 3]);
        assert_eq!((contrast(grey, white) * 100.0).round(), 454.0);
    }

    #[test]
    fn the_nearest_readable_shade_is_readable_on_every_paper_and_carries_text() {
        for text in ["#ffcc00", "#000", "#fff", "#888888", "#274c7e", "#a3c1ec", "#00ff00", "#ff0000"] {
            let colour = Colour::parse(text).expect("a colour");
            for theme in THEMES {
                let shade = colour.readable(theme);
                assert!(shade.is_readable(theme), "{text} gives {shade} in {theme:?}");
                assert!(contrast(shade, theme.on_accent()) >= LEAST_CONTRAST, "text on {shade} in {theme:?}");
                assert_eq!(colour.is_readable(theme), shade == colour, "what can be read stays as it is");
            }
        }
    }

    #[test]
    fn the_papers_are_those_of_the_style_sheet() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/tokens.css");
        let tokens = std::fs::read_to_string(path).expect("the app's style sheet");
        let value = |name: &str| {
            let (_, rest) = tokens.split_once(&format!("  {name}: light-dark(")).expect("the token");
            rest.split_once(')').expect("two colours").0.to_owned()
        };
        let [light, dark] = THEMES.map(Theme::papers);
        for (at, name) in ["--paper", "--paper-sunk", "--paper-raised"].into_iter().enumerate() {
            assert_eq!(value(name), format!("{}, {}", light[at], dark[at]), "{name}");
        }
        let [light, dark] = THEMES.map(Theme::on_accent);
        assert_eq!(value("--accent-ink"), format!("{light}, {dark}"));
    }
}
