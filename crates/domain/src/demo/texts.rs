//! The long texts of the sample organization: what `sample.json` leaves to be told.

/// What a ticket's customer wrote, by the ticket's number.
pub(super) fn ticket(number: &str) -> &'static str {
    match number {
        "TICKET-1001" => {
            "Since this morning nobody in our company can sign in through Okta. The browser comes back from Okta \
             with \"invalid_client\" and the page stays empty.\n\nWe rotated the client secret on Monday and put the \
             new one into the single sign-on settings. Sign-in with a password still works for the two accounts \
             that have one, but 140 people are locked out. We have a release on Thursday; please help quickly."
        }
        "TICKET-1002" => {
            "My Pro plan was renewed on the first, and the invoice says $149 where my contract says $99. I did not \
             order anything else. The invoice lists a second workspace that I deleted two months ago.\n\nPlease \
             correct the invoice and pay back the difference. It is the second time this has happened."
        }
        _ => {
            "I have built a small site and would like to host it myself for a while. Is there a way to export the \
             whole project as HTML, with the images and style sheets? I only found an export of single pages."
        }
    }
}

/// What the team noted on a ticket, by the ticket's number.
pub(super) fn notes(number: &str) -> Option<&'static str> {
    match number {
        "TICKET-1001" => Some(
            "The secret was pasted with a line break at its end; the token request fails with 401. Asked John to \
             save it again. If that does not help, look at the redirect address: they use a custom domain.",
        ),
        "TICKET-1003" => Some(
            "Answered from the help page on exports. The customer thanked and closed the chat.",
        ),
        _ => None,
    }
}

/// Words that a ticket is found by.
pub(super) fn tags(number: &str) -> &'static str {
    match number {
        "TICKET-1001" => r#"["sso","okta","sign-in"]"#,
        "TICKET-1002" => r#"["invoice","renewal"]"#,
        _ => r#"["export","how-to"]"#,
    }
}

/// What an escalation is about, by its reason: the issue, and the summary an agent made of it.
pub(super) fn escalation(reason: &str) -> (&'static str, &'static str) {
    match reason {
        "TECHNICAL_ISSUE" => (
            "Single sign-on through Okta fails for the whole company, two days before their release.",
            "The customer rotated the Okta client secret on Monday; since then every sign-in ends with \
             invalid_client. Password sign-in works. 140 users are affected. Two suggested steps did not help.",
        ),
        _ => (
            "The renewal was invoiced at $149 instead of $99, for the second time.",
            "The customer was charged for a workspace that was deleted before the renewal. A correction and a \
             refund are asked for. The tone is impatient, as the same happened at the last renewal.",
        ),
    }
}

/// Why money was asked back, by the order.
pub(super) fn refund(order: &str) -> &'static str {
    match order {
        "48292" => {
            "The assistant published an unfinished draft to the customer's live site. Half a month's fee was agreed on."
        }
        "11093" => {
            "The editor was down for most of a working day. The customer asks for the month's fee and a little more."
        }
        _ => "The upgrade button was taken for the preview button. The upgrade was never used.",
    }
}

/// What an agent does, by its type.
pub(super) fn agent(kind: &str) -> &'static str {
    match kind {
        "RESPONSE_RECOMMENDATION" => {
            "Suggests an answer for each new message, from earlier conversations, the customer's profile and the \
             knowledge base. A person reads it before it is sent."
        }
        "CUSTOMER_SPEND" => {
            "Looks at what a customer has paid and uses, tells who is of high value, and how much can be paid back \
             without asking."
        }
        _ => {
            "Reads the tone of each message and raises an alarm when a conversation turns sour, so that a person \
             can take over in time."
        }
    }
}

/// What a rule is for, by its action.
pub(super) fn rule(action: &str) -> &'static str {
    match action {
        "AUTO_RESOLVE" => {
            "A simple question, asked in good spirits, to which the answer is certain, is answered and closed at once."
        }
        "ROUTE_TO_SENIOR" => {
            "Customers who have been with us for over a year and spend much are served by senior support."
        }
        "AUTO_APPROVE_REFUND" => {
            "Small refunds of customers in good standing, who rarely ask for one, are granted without a person."
        }
        _ => {
            "Whoever is upset and still not helped after several messages talks to a person, whatever other rules say."
        }
    }
}
