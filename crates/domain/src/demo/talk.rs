//! What is written back and forth in the newest tickets, so that there is something to read.

use super::stories::{HOUR, MINUTE, Stories, Ticketed, after};
use model::{Instant, Record, tables::Message};
use uuid::Uuid;

/// How many of the newest tickets are talked about. Older ones have their description, notes and
/// history; telling all of a hundred thousand would take longer than anybody would read.
const NEWEST: u32 = 2_000;

const REPLIES: [&str; 8] = [
    "Thank you for writing in. I can see what you describe on our side and am looking into it now.",
    "Hello, and sorry for the trouble. Could you tell me since when this has been happening?",
    "Thanks for the details, they help a lot. I have reproduced it and will get back to you today.",
    "I have checked your account and nothing is lost. Please try once more and tell me what you see.",
    "Good question! There is a setting for exactly this; I will send you the steps in a moment.",
    "Sorry about that. Does it also happen in another browser, or in a private window?",
    "I have passed this on to the engineers and stay in charge of it until it is solved.",
    "Thanks for your patience. May I have a look at your project's settings together with you?",
];

const ANSWERS: [&str; 8] = [
    "It started yesterday around noon. Nothing was changed on our side that I know of.",
    "Yes, I tried two browsers and a colleague's machine, with the same result.",
    "That worked for one of the two projects, the other one still shows the old state.",
    "We have a demonstration on Thursday, so it would be great to have it solved by then.",
    "Here is what I see: the page loads, then the spinner stays for about a minute.",
    "Thanks for the quick answer! I will try it this afternoon and let you know.",
    "It is the team project, the one with about forty members.",
    "No hurry from our side, we found a way around it for now.",
];

const NOTES: [&str; 6] = [
    "Logs show a timeout at the gateway; same as in last week's incident.",
    "Asked engineering, they think of a cache that is not emptied. Keep the ticket open until the release.",
    "Friendly customer, big account. Please be quick with answers.",
    "Invoice and plan do not fit together, see the billing history before replying.",
    "Could not reproduce with a fresh account; needs their exact permissions.",
    "If it happens again: hand over to the team lead, they know the background.",
];

const FAREWELLS: [&str; 6] = [
    "It is fixed now. Please tell me if anything looks off, and have a good day!",
    "The change is live. I am closing this, and an answer here will open it again.",
    "Done: the amount is corrected, and you will see it on the next invoice.",
    "Glad it works again. Thanks for helping us to find the cause.",
    "The setting is in place for the whole team. Nothing else to do on your side.",
    "Solved with the release of this morning. Thank you for your patience.",
];

impl Stories<'_> {
    /// Tells what was written in the ticket that came in as number `n`.
    pub(super) fn talk(&mut self, ticket: &Ticketed, n: u32) {
        let (Some((_, user)), Some(taken)) = (ticket.worker, ticket.taken) else { return };
        if self.tickets - n > NEWEST {
            return;
        }
        let end = ticket.solved.unwrap_or(self.now);
        let mut at = taken;
        let turns = self.chance.between(1, 4);
        for turn in 0..turns {
            at = after(at, self.chance.between(MINUTE, 20 * MINUTE));
            let reply = self.chance.pick(&REPLIES);
            self.say(ticket, at, end, user, "PUBLIC", reply);
            if self.chance.percent(30) {
                let note = self.chance.pick(&NOTES);
                self.say(ticket, after(at, MINUTE), end, user, "INTERNAL", note);
            }
            // The last word is still to come, here or in the answer that is waited for.
            if turn + 1 < turns || self.chance.percent(50) {
                at = after(at, self.chance.between(5 * MINUTE, 3 * HOUR));
                let answer = self.chance.pick(&ANSWERS);
                self.say(ticket, at, end, ticket.customer, "PUBLIC", answer);
            }
        }
        if let Some(solved) = ticket.solved {
            let farewell = self.chance.pick(&FAREWELLS);
            self.say(ticket, solved, after(solved, 1), user, "PUBLIC", farewell);
        }
    }

    /// A message, if there is still time for it.
    fn say(
        &mut self,
        ticket: &Ticketed,
        at: Instant,
        end: Instant,
        author: Uuid,
        visibility: &'static str,
        body: &'static str,
    ) {
        if at >= end || at > self.now {
            return;
        }
        let row = vec![
            ("id", self.chance.id(at).into()),
            ("conversation_id", ticket.conversation.into()),
            ("author_id", author.into()),
            ("visibility", visibility.into()),
            ("body", body.into()),
        ];
        self.insert(at, author, "add_message", Message::TABLE, row);
    }
}
