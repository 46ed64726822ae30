//! Texts as the index sees them: words, folded so that case and accents make no difference.
//!
//! The index, the query and the highlighting all cut texts here, so that they never disagree. SQLite's
//! own tokenizer is left with nothing to decide.

use std::ops::{ControlFlow, Range};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Of a longer word the beginning counts.
const LONGEST: usize = 64;

/// Gives each word of `text` to `each`, folded, with its place in the text in bytes, until `each` breaks
/// off. Letters and digits make words; Chinese and Japanese characters are words by themselves, since nothing
/// is written between theirs.
pub fn words<B>(
    text: &str,
    mut each: impl FnMut(&str, Range<usize>) -> ControlFlow<B>,
) -> Option<B> {
    let mut word = String::with_capacity(LONGEST);
    let (mut start, mut alone) = (0, false);
    for (at, c) in text.char_indices() {
        let goes_on = !word.is_empty() && (is_mark(c) || (!alone && is_letter(c) && !is_alone(c)));
        if !goes_on {
            if !word.is_empty()
                && let ControlFlow::Break(done) = each(&word, start..at)
            {
                return Some(done);
            }
            word.clear();
            if !is_letter(c) {
                continue;
            }
            (start, alone) = (at, is_alone(c));
        }
        if word.len() < LONGEST {
            fold(c, |c| word.push(c));
        }
    }
    if word.is_empty() {
        return None;
    }
    match each(&word, start..text.len()) {
        ControlFlow::Break(done) => Some(done),
        ControlFlow::Continue(()) => None,
    }
}

/// All words of a text, folded.
pub fn list(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    words::<()>(text, |word, _| {
        list.push(word.to_owned());
        ControlFlow::Continue(())
    });
    list
}

/// How many bytes of `word`, as it is written, its first `folded` folded bytes come from.
pub fn written(word: &str, folded: usize) -> usize {
    let mut so_far = 0;
    for (at, c) in word.char_indices() {
        if so_far >= folded && !is_mark(c) {
            return at;
        }
        fold(c, |c| so_far += c.len_utf8());
    }
    word.len()
}

fn fold(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    decompose_canonical(c, |part| {
        if !('\u{300}'..='\u{36f}').contains(&part) {
            part.to_lowercase().for_each(&mut push);
        }
    });
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

fn is_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_make_no_difference() {
        let folded = list("Crème BRÛLÉE, naïve İstanbul; straße_42 don't");
        assert_eq!(folded, ["creme", "brulee", "naive", "istanbul", "straße", "42", "don", "t"]);
        assert_eq!(list("cre\u{300}me"), ["creme"], "written with a mark of its own");
    }

    #[test]
    fn characters_without_gaps_are_words() {
        assert_eq!(list("東京タワー の ticket"), ["東", "京", "タ", "ワ", "ー", "の", "ticket"]);
        assert_eq!(list("कार्य"), ["कार्य"], "vowel signs are no accents");
    }

    #[test]
    fn a_prefix_is_found_in_what_is_written() {
        assert_eq!(&"Crème"[..written("Crème", 3)], "Crè");
        assert_eq!(&"cre\u{300}me"[..written("cre\u{300}me", 3)], "cre\u{300}");
        assert_eq!(written("ab", 9), 2);
    }

    proptest! {
        #[test]
        fn whatever_is_written_can_be_cut(text in "\\PC{0,80}") {
            let mut last = 0;
            words::<()>(&text, |word, place| {
                assert!(!text[place.clone()].is_empty() && place.start >= last);
                // What the index stores is one word for SQLite, whose own rule is ASCII's.
                assert!(word.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()), "{word:?}");
                last = place.end;
                ControlFlow::Continue(())
            });
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = list(&text);
            prop_assert_eq!(list(&once.join(" ")).join(" "), once.join(" "));
        }
    }
}
