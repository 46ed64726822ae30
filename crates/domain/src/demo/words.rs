//! What the generated people are called and what they write about. Companies and addresses lie
//! under `.example`, where nobody can be reached.

/// First names.
pub(super) const FIRST: [&str; 60] = [
    "Aisha", "Anders", "Ana", "Anton", "Bea", "Bruno", "Carla", "Chidi", "Clara", "Daniel",
    "Daria", "Diego", "Elena", "Elif", "Emil", "Emma", "Farid", "Fatima", "Felix", "Freya", "Gina",
    "Goran", "Hana", "Hugo", "Ines", "Ivan", "Jamal", "Jana", "Jonas", "Julia", "Kaito", "Karin",
    "Kofi", "Lars", "Leila", "Liam", "Lucía", "Maja", "Marco", "Mei", "Milan", "Mina", "Nadia",
    "Noah", "Nora", "Omar", "Paula", "Pavel", "Priya", "Rafael", "Ravi", "Rosa", "Samir", "Sofia",
    "Tariq", "Thomas", "Uma", "Viktor", "Yara", "Zoë",
];

/// Family names.
pub(super) const LAST: [&str; 60] = [
    "Adeyemi",
    "Almeida",
    "Andersson",
    "Bauer",
    "Becker",
    "Bianchi",
    "Brown",
    "Castillo",
    "Chen",
    "Costa",
    "Dubois",
    "Eriksen",
    "Farouk",
    "Fischer",
    "Garcia",
    "Haddad",
    "Hansen",
    "Hoffmann",
    "Horvat",
    "Ibrahim",
    "Ito",
    "Ivanova",
    "Jansen",
    "Johansson",
    "Kaya",
    "Keller",
    "Khan",
    "Kim",
    "Kowalski",
    "Kumar",
    "Larsen",
    "Lopez",
    "Marino",
    "Martin",
    "Mbeki",
    "Meyer",
    "Moreau",
    "Müller",
    "Nakamura",
    "Nguyen",
    "Novak",
    "O'Brien",
    "Okafor",
    "Olsen",
    "Patel",
    "Pereira",
    "Petrov",
    "Rossi",
    "Santos",
    "Sato",
    "Schmidt",
    "Silva",
    "Singh",
    "Suzuki",
    "Tanaka",
    "Torres",
    "Vargas",
    "Weber",
    "Wilson",
    "Yilmaz",
];

/// Companies, as they stand in addresses.
pub(super) const COMPANIES: [&str; 24] = [
    "alder",
    "bluewave",
    "brightside",
    "cedar",
    "cobalt",
    "copperfield",
    "driftwood",
    "eastgate",
    "fernhill",
    "foxglove",
    "harbour",
    "juniper",
    "kestrel",
    "lakeview",
    "larkspur",
    "maplewood",
    "millstone",
    "northstar",
    "oakridge",
    "pinecone",
    "redbrick",
    "silverline",
    "thistle",
    "willow",
];

/// What a ticket can be about: the category, the subject, what happened, and the tags.
pub(super) struct Topic {
    pub category: &'static str,
    /// Of a hundred tickets, roughly this many.
    pub weight: usize,
    /// `{}` is where the thing it is about goes.
    pub subject: &'static str,
    pub story: &'static str,
    pub tags: &'static str,
}

const fn topic(
    category: &'static str,
    weight: usize,
    subject: &'static str,
    story: &'static str,
    tags: &'static str,
) -> Topic {
    Topic { category, weight, subject, story, tags }
}

/// The topics.
#[rustfmt::skip]
pub(super) const TOPICS: [Topic; 36] = [
    topic("TECHNICAL_ISSUE", 4, "{} does not load", "The page stays white after I sign in. I tried two browsers and a private window.", r#"["loading"]"#),
    topic("TECHNICAL_ISSUE", 4, "{} is very slow since yesterday", "Every click takes ten seconds or more. Our connection is fine, other sites are fast.", r#"["slow"]"#),
    topic("TECHNICAL_ISSUE", 3, "Sign-in to {} fails", "It says that my session has expired, again and again, right after I have signed in.", r#"["sign-in"]"#),
    topic("TECHNICAL_ISSUE", 3, "Webhook of {} is not called", "The endpoint answers when I call it myself, but nothing has arrived there since Tuesday.", r#"["api","webhook"]"#),
    topic("TECHNICAL_ISSUE", 3, "Domain does not connect to {}", "I set the records as the guide says two days ago. The check still says pending.", r#"["domain","dns"]"#),
    topic("TECHNICAL_ISSUE", 3, "Upload to {} stops half way", "Files over 20 MB stop at about half, without any message.", r#"["upload"]"#),
    topic("TECHNICAL_ISSUE", 2, "Certificate of {} has expired", "Visitors see a warning since this morning. It should have renewed itself.", r#"["certificate","urgent"]"#),
    topic("TECHNICAL_ISSUE", 2, "E-mails from {} end in spam", "Our customers do not get the confirmations any more; we found them in the spam folder.", r#"["email"]"#),
    topic("BILLING_PAYMENT", 4, "Charged twice for {}", "My card statement shows the same amount on two days in a row. Please pay one back.", r#"["invoice","double-charge"]"#),
    topic("BILLING_PAYMENT", 4, "Invoice for {} is missing", "I need last month's invoice for our accounting, with the address of the company on it.", r#"["invoice"]"#),
    topic("BILLING_PAYMENT", 3, "Payment for {} was declined", "The card is valid and works elsewhere. What does the decline say on your side?", r#"["card"]"#),
    topic("BILLING_PAYMENT", 3, "Refund for {}", "I did not use it at all after the first week and would like my money back.", r#"["refund"]"#),
    topic("BILLING_PAYMENT", 3, "Wrong tax on the bill for {}", "We gave our VAT number when we signed up, but the invoice adds 20 percent.", r#"["invoice","tax"]"#),
    topic("BILLING_PAYMENT", 2, "Price of {} went up", "Nobody told us about a new price. We would like to keep the old one until the contract ends.", r#"["price"]"#),
    topic("BILLING_PAYMENT", 2, "Yearly billing for {}", "How much do we save if we pay for a year at once, and can we change in the middle of a month?", r#"["price","how-to"]"#),
    topic("ACCOUNT_MANAGEMENT", 4, "Add colleagues to {}", "Three people start next week. How do I invite them, and what does each one cost?", r#"["team","how-to"]"#),
    topic("ACCOUNT_MANAGEMENT", 3, "Change the owner of {}", "Our manager has left. Her account owns everything and nobody knows the password.", r#"["owner"]"#),
    topic("ACCOUNT_MANAGEMENT", 3, "Cannot change the e-mail address in {}", "The confirmation link says that it has been used already, but I only clicked once.", r#"["email"]"#),
    topic("ACCOUNT_MANAGEMENT", 3, "Delete our data from {}", "Please delete everything and confirm it in writing, as we are moving to another system.", r#"["privacy"]"#),
    topic("ACCOUNT_MANAGEMENT", 3, "Second factor for {} is lost", "My phone is broken and the recovery codes were on it. How can I prove that it is me?", r#"["sign-in","2fa"]"#),
    topic("ACCOUNT_MANAGEMENT", 2, "Move {} to another workspace", "We have merged two teams and would like to have everything in one place.", r#"["workspace"]"#),
    topic("ACCOUNT_MANAGEMENT", 2, "Downgrade {} at the end of the month", "We need less for a while. Do we lose anything that is stored?", r#"["plan"]"#),
    topic("FEATURE_REQUEST", 3, "Dark mode for {}", "Half of our team works at night. A dark theme would help a lot.", r#"["design"]"#),
    topic("FEATURE_REQUEST", 3, "Export from {} as a spreadsheet", "We copy numbers by hand every Friday. A download as CSV would be enough.", r#"["export"]"#),
    topic("FEATURE_REQUEST", 2, "Keyboard shortcuts in {}", "I would like to go through the list without the mouse.", r#"["keyboard"]"#),
    topic("FEATURE_REQUEST", 2, "More languages in {}", "Our customers in Portugal ask for it. We would gladly help with the translation.", r#"["language"]"#),
    topic("FEATURE_REQUEST", 2, "Schedule changes in {}", "We would like to prepare a change today that goes live on Monday at six.", r#"["schedule"]"#),
    topic("BUG_REPORT", 4, "{} loses changes", "I pressed save, saw the green message, and after a reload the old text was back.", r#"["data-loss"]"#),
    topic("BUG_REPORT", 3, "Wrong totals in {}", "The sum under the table is not the sum of its rows. It is always off by the last one.", r#"["report"]"#),
    topic("BUG_REPORT", 3, "{} shows times an hour off", "Since the clocks changed, everything is an hour late, in the calendar as well as in mails.", r#"["time-zone"]"#),
    topic("BUG_REPORT", 3, "Search in {} misses new entries", "What I entered today is not found. Entries from last week are.", r#"["search"]"#),
    topic("BUG_REPORT", 2, "Umlauts are broken in {}", "Names like Müller come out with question marks in the export.", r#"["export","encoding"]"#),
    topic("BUG_REPORT", 2, "Button in {} does nothing on a phone", "It works on the computer. On the phone it only lights up for a moment.", r#"["mobile"]"#),
    topic("OTHER", 2, "Question about {}", "We are thinking about using it for a school. Is there somebody we could talk to?", r#"["sales"]"#),
    topic("OTHER", 2, "Thanks for the help with {}", "The tip from yesterday worked. You can close the other request.", r#"["feedback"]"#),
    topic("OTHER", 2, "Security questionnaire for {}", "Our customer asks where the data is kept and who can read it. I attach their list.", r#"["security"]"#),
];

/// What topics are about.
pub(super) const THINGS: [&str; 16] = [
    "the editor",
    "the dashboard",
    "our shop",
    "the contact form",
    "the blog",
    "the booking page",
    "the image gallery",
    "the newsletter",
    "the member area",
    "the price list",
    "the site search",
    "the API",
    "the mobile app",
    "the monthly report",
    "the team plan",
    "the landing page",
];

/// How a message begins.
pub(super) const GREETINGS: [&str; 8] = [
    "Hello,",
    "Hi there,",
    "Good morning,",
    "Dear support team,",
    "Hi,",
    "Hello again,",
    "To whom it may concern,",
    "Hey,",
];

/// How a message ends.
pub(super) const CLOSINGS: [&str; 8] = [
    "Thank you for looking into it.",
    "Please let me know what else you need.",
    "It would be great to have this solved this week.",
    "We are losing customers over this.",
    "There is no hurry.",
    "A short answer is enough.",
    "You can call me in the afternoon.",
    "This is the second time I write about it.",
];

/// What the team writes down when a ticket is solved.
pub(super) const NOTES: [&str; 8] = [
    "Reproduced, and solved with the steps from the help page.",
    "Cache cleared; works again.",
    "Settings put right together with the customer on the phone.",
    "Explained; nothing was broken.",
    "Passed on to the developers, fixed with the next release.",
    "Invoice corrected and sent again.",
    "Customer will try it and write again if it comes back.",
    "Same cause as last week's incident.",
];

/// Browsers and systems, for the context of a profile.
pub(super) const BROWSERS: [&str; 5] =
    ["Chrome 122", "Firefox 123", "Safari 17.3", "Edge 122", "Chrome 121"];
/// Operating systems.
pub(super) const SYSTEMS: [&str; 5] =
    ["macOS 14.3", "Windows 11", "Ubuntu 22.04", "iOS 17.3", "Android 14"];
/// Places.
pub(super) const PLACES: [&str; 12] = [
    "Lisbon, Portugal",
    "Berlin, Germany",
    "New York, USA",
    "Toronto, Canada",
    "São Paulo, Brazil",
    "Lagos, Nigeria",
    "Mumbai, India",
    "Osaka, Japan",
    "Oslo, Norway",
    "Warsaw, Poland",
    "Nairobi, Kenya",
    "Melbourne, Australia",
];
