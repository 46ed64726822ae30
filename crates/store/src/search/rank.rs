//! The order of what was found, and what of it to show.

use super::{Query, Segment, Term, documents::Document, words};
use std::ops::{ControlFlow, Range};

/// Of a text this much is looked at for its rank; what is behind counts little.
const READ: usize = 4_096;

/// The longest title and the longest snippet, in characters.
const TITLE: usize = 120;
const SNIPPET: usize = 180;

/// Where a term stands, and which one.
type Place = (Range<usize>, usize);

impl Term {
    /// Where the term stands in a text, if it does, and whether all of its words are whole there.
    pub(super) fn find(&self, text: &str) -> Option<(Range<usize>, bool)> {
        let mut first = None;
        self.each(text, |place, whole| match (&first, whole) {
            (_, true) => {
                first = Some((place, true));
                ControlFlow::Break(())
            }
            (None, false) => {
                first = Some((place, false));
                ControlFlow::Continue(())
            }
            _ => ControlFlow::Continue(()),
        });
        first
    }

    /// Whether a text has the term at all.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.each(text, |_, _| ControlFlow::Break(())).is_some()
    }

    /// Gives each place of the term to `each`.
    fn each<B>(
        &self,
        text: &str,
        mut each: impl FnMut(Range<usize>, bool) -> ControlFlow<B>,
    ) -> Option<B> {
        let last = self.words.len().checked_sub(1)?;
        // Where the words that stand now may have begun, one for each number of words seen so far.
        let mut begun: Vec<Option<usize>> = vec![None; self.words.len()];
        words::words(text, |word, place| {
            for i in (0..=last).rev() {
                let start = if i == 0 { Some(place.start) } else { begun[i - 1] };
                let wanted = &self.words[i];
                let whole = word == wanted;
                let fits = whole || (i == last && self.open && word.starts_with(wanted.as_str()));
                begun[i] = start.filter(|_| fits);
                if i == last
                    && let Some(start) = begun[i]
                {
                    let typed = if whole {
                        place.end
                    } else {
                        place.start + words::written(&text[place.clone()], wanted.len())
                    };
                    if let ControlFlow::Break(done) = each(start..typed, whole) {
                        return ControlFlow::Break(done);
                    }
                }
            }
            ControlFlow::Continue(())
        })
    }
}

/// How well a document answers a query: a term counts by the best place it stands in, more where it is
/// whole, and most where the whole field is just that.
pub(super) fn score(query: &Query, document: &Document) -> u32 {
    let text = |text: &str| text.len().min(READ);
    let mut score = 0;
    for term in &query.terms {
        let mut best = 0;
        let number = document.number.as_deref().map(|n| (n, 12));
        let title = Some((document.title.as_str(), 6));
        let tags = document.tags.iter().map(|t| (t.as_str(), 4));
        let texts = document.texts.iter().map(|t| (t.as_str(), 2));
        for (field, weight) in number.into_iter().chain(title).chain(tags).chain(texts) {
            if best >= 2 * weight {
                continue;
            }
            let end = (0..=text(field)).rev().find(|at| field.is_char_boundary(*at)).unwrap_or(0);
            let Some((place, whole)) = term.find(&field[..end]) else { continue };
            let exact = whole && place == (0..field.len());
            best = best.max(match (exact, whole) {
                (true, _) => 4 * weight,
                (_, true) => 2 * weight,
                _ => weight,
            });
        }
        score += best;
    }
    score
}

/// The beginning of a text, marked.
pub(super) fn title(query: &Query, text: &str) -> Vec<Segment> {
    cut(text, 0, TITLE, &places(query, text))
}

/// The passage of these texts with the most different terms, marked; the beginning of the first one that has
/// any text where there is none.
pub(super) fn snippet<'a>(query: &Query, texts: impl Iterator<Item = &'a str>) -> Vec<Segment> {
    let mut best: Option<(usize, &str, usize, Vec<Place>)> = None;
    for text in texts.filter(|t| !t.trim().is_empty()) {
        let places = places(query, text);
        let mut here = (0, 0);
        for (i, (place, _)) in places.iter().enumerate() {
            let near = places[i..].iter().take_while(|(p, _)| p.end <= place.start + SNIPPET - 40);
            let mut terms: Vec<_> = near.map(|(_, term)| *term).collect();
            terms.sort_unstable();
            terms.dedup();
            if terms.len() > here.0 {
                here = (terms.len(), place.start);
            }
        }
        if best.as_ref().is_none_or(|(terms, ..)| here.0 > *terms) {
            best = Some((here.0, text, here.1, places));
        }
    }
    let Some((_, text, at, places)) = best else { return Vec::new() };
    // A few words before it, from a word's beginning on.
    let from = text.floor_char_boundary(at.saturating_sub(40));
    let from = if from == 0 {
        0
    } else {
        text[from..at].find(char::is_whitespace).map_or(at, |gap| from + gap + 1)
    };
    cut(text, text.ceil_char_boundary(from), SNIPPET, &places)
}

/// Where the terms of a query stand in a text, in order, and which of them.
fn places(query: &Query, text: &str) -> Vec<Place> {
    let text = &text[..text.floor_char_boundary(64 * 1_024)];
    let mut places = Vec::new();
    for (n, term) in query.terms.iter().enumerate() {
        term.each::<()>(text, |place, _| {
            places.push((place, n));
            ControlFlow::Continue(())
        });
    }
    places.sort_unstable_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    places
}

/// At most `most` characters of a text, in pieces.
fn cut(text: &str, from: usize, most: usize, places: &[Place]) -> Vec<Segment> {
    let rest = &text[from..];
    let to = rest.char_indices().nth(most).map_or(text.len(), |(at, _)| from + at);
    let mut segments: Vec<Segment> = Vec::new();
    let mut push = |text: &str, hit: bool| {
        if text.is_empty() {
            return;
        }
        match segments.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(text),
            _ => segments.push(Segment { text: text.to_owned(), hit }),
        }
    };
    if from > 0 {
        push("… ", false);
    }
    let mut at = from;
    for (place, _) in places {
        let (start, end) = (place.start.max(at), place.end.min(to));
        if start < end {
            push(&text[at..start], false);
            push(&text[start..end], true);
            at = end;
        }
    }
    push(&text[at..to], false);
    if to < text.len() {
        push(" …", false);
    }
    segments
}
