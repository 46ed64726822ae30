//! What a person does in the window: look, click, type.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    Result,
    webdriver::{Element, Refused, Session},
};

/// How long anything may take to appear: generous, since a debug build on a busy
/// machine is slow, and hard, since a hung window must fail the test.
const PATIENCE: Duration = Duration::from_secs(45);

/// The page in the window.
pub struct Page {
    session: Session,
    pictures: PathBuf,
}

impl Page {
    pub(crate) fn new(session: Session, pictures: &Path) -> Self {
        Self { session, pictures: pictures.into() }
    }

    pub(crate) fn end(&self) -> Result {
        self.session.end()
    }

    /// Waits until this can be seen.
    pub fn see(&self, what: &str) -> Result {
        self.shown(what).map(drop)
    }

    /// Waits until this can no longer be seen.
    pub fn see_no(&self, what: &str) -> Result {
        self.until(&format!("{what} is still there"), || {
            Ok(self.first_shown(what)?.is_none().then_some(()))
        })
    }

    /// Clicks the first of these that can be seen.
    pub fn click(&self, what: &str) -> Result {
        self.until(&format!("{what} cannot be clicked"), || {
            let Some(element) = self.first_shown(what)? else { return Ok(None) };
            self.session.click(&element).map(Some)
        })
    }

    /// Types into the field that has the focus.
    pub fn type_text(&self, text: &str) -> Result {
        self.session.type_into(&self.session.active()?, text)
    }

    /// Presses a key, or several together: `&["Control", "k"]`.
    pub fn press(&self, keys: &[&str]) -> Result {
        let keys: Vec<_> = keys.iter().map(|key| code(key)).collect();
        self.session.press(&keys)
    }

    /// The text of the first of these that can be seen.
    pub fn text(&self, what: &str) -> Result<String> {
        self.session.text(&self.shown(what)?)
    }

    /// One step of a journey, with a picture at its end, also when it fails.
    pub fn step(&self, name: &str, work: impl FnOnce(&Self) -> Result) -> Result {
        let start = Instant::now();
        let done = work(self);
        let seconds = start.elapsed().as_secs_f64();
        match done {
            Ok(()) => {
                println!("{name}: {seconds:.1} s");
                self.picture(name)
            }
            Err(reason) => {
                // The reason matters more than a picture that cannot be taken either.
                let _ = self.picture(&format!("{name}-failed"));
                Err(format!("{name}: {reason}, after {seconds:.1} s").into())
            }
        }
    }

    /// Keeps a picture of the window as `name.png`, once what is drawn stands still:
    /// the page is ahead of its own painting, and of its fonts.
    fn picture(&self, name: &str) -> Result {
        let end = Instant::now() + Duration::from_secs(3);
        let mut picture = String::new();
        loop {
            thread::sleep(Duration::from_millis(300));
            let next = self.session.screenshot()?;
            if next == picture || Instant::now() > end {
                break;
            }
            picture = next;
        }
        Ok(fs::write(self.pictures.join(name).with_extension("png"), STANDARD.decode(picture)?)?)
    }

    fn shown(&self, what: &str) -> Result<Element> {
        self.until(&format!("{what} does not appear"), || self.first_shown(what))
    }

    fn first_shown(&self, what: &str) -> Result<Option<Element>> {
        for element in self.session.find(what)? {
            if self.session.is_shown(&element)? {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// Tries until there is a value. The page draws anew all the time, so an element
    /// that vanished between two requests is a reason to look again, not to fail.
    fn until<T>(&self, failure: &str, attempt: impl Fn() -> Result<Option<T>>) -> Result<T> {
        let end = Instant::now() + PATIENCE;
        loop {
            let reason = match attempt() {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => String::new(),
                Err(error) if is_passing(&*error) => format!(" ({error})"),
                Err(error) => return Err(error),
            };
            if Instant::now() > end {
                return Err(format!("{failure}{reason}").into());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn is_passing(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<Refused>().is_some_and(|refused| {
        let passing = [
            "stale element reference",
            "no such element",
            "element not interactable",
            "element click intercepted",
        ];
        passing.contains(&refused.error.as_str())
    })
}

/// WebDriver's code points for the keys that are no characters.
fn code(key: &str) -> &str {
    match key {
        "Enter" => "\u{e007}",
        "Escape" => "\u{e00c}",
        "Tab" => "\u{e004}",
        "Control" => "\u{e009}",
        "Shift" => "\u{e008}",
        "Down" => "\u{e015}",
        "Left" => "\u{e012}",
        "Right" => "\u{e014}",
        "Up" => "\u{e013}",
        character => character,
    }
}
