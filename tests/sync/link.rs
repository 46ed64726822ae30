//! What a file keeps of the exchange.

use super::*;
use model::Code;
use store::sync::{Known, Parted, Pending, State};
use sync::engine::{
    outbox::Settled,
    sides::{First, HubId, Mark, Sending, Sight, Waiting, Why},
    take::Notes,
};

#[test]
fn a_link_is_kept() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let mut link = desk.look(|look| look.link()).expect("a link");
    assert_eq!((link.told, link.settled), (Mark { dseq: 0, head: [0; 32] }, end(&fixture.desk)));
    link.hub = Some(HubId { system: "7".into(), timeline: 2, epoch: "e/desk".into() });
    link.cursor = Some("10:20:".into());
    link.told = Mark { dseq: 5, head: [7; 32] };
    link.sending = Some(Sending {
        mark: Mark { dseq: 9, head: [8; 32] },
        settled: 3,
        first: Some(ours("tickets", 1)),
    });
    link.first = Some(First { place: 7, told: Some(ours("users", 2)), done: false });
    link.sight = Some(Sight { session: Uuid::from_u128(3), times: 2, at: 5 });
    link.renamed = true;
    desk.work(|work| work.keep(&link)).expect("kept");
    assert_eq!(desk.look(|look| look.link()).expect("a link"), link);
    drop(desk);
    let reopened = fixture.reopened();
    let mut desk = File::begin(&reopened.desk, Side::Ours.organization()).expect("nobody else");
    assert_eq!(desk.look(|look| look.link()).expect("a link"), link);
}

#[test]
fn one_program_syncs_at_a_time() {
    let fixture = fixture();
    let first = connected(&fixture.desk);
    let own = Side::Ours.organization();
    let second = Desk::open(fixture.path()).expect("another program");
    let refused = File::begin(&second, own).err().expect("refused");
    assert_eq!((refused.code, refused.message.contains("syncs this file")), (Code::Locked, true));
    assert_eq!(second.disconnect(own).expect_err("refused").code, Code::Locked);
    // To look, and to exchange another organization, nobody is asked.
    assert!(second.connected(own).is_ok());
    assert!(File::begin(&second, Side::Theirs.organization()).is_ok());
    drop(first);
    assert!(File::begin(&second, own).is_ok());
    // And leaves nothing behind.
    let folder = fixture.path().parent().expect("a folder");
    let names = folder.read_dir().expect("a folder").map(|e| e.expect("a file").file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains("-sync-")).collect();
    assert!(left.is_empty() || cfg!(not(unix)), "{left:?}");
}

#[test]
fn a_password_is_never_kept() {
    let fixture = fixture();
    let own = Side::Ours.organization();
    for url in ["postgres://a:secret@hub/desk", "host=hub user=a password=secret"] {
        let refused = fixture.desk.connect(own, url, "a", Known::Nothing).expect_err("refused");
        assert_eq!(refused.code, Code::Validation);
        assert!(!refused.message.contains("secret"));
    }
}

#[test]
fn how_it_stands_is_counted() {
    let fixture = fixture();
    let own = Side::Ours.organization();
    assert_eq!(fixture.desk.connected(own).expect_err("no link").code, Code::NotFound);
    let mut desk = connected(&fixture.desk);
    assert_eq!(
        fixture.desk.connect(own, "u", "d", Known::Nothing).expect_err("taken").code,
        Code::Locked
    );
    let stands = || fixture.desk.connected(own).expect("connected");
    assert_eq!(stands().pending, Pending::default());
    done(&fixture.desk, |org| {
        org.update(tables::User::TABLE, ours("users", 1).1, vec![("name", "A".into())])?;
        org.update(tables::User::TABLE, ours("users", 2).1, vec![("name", "A".into())])
    });
    pull(&mut desk, &[(ours("users", 3), update("users", &[("name", "B".into())]))]);
    let db = rusqlite::Connection::open(fixture.path()).expect("a shell");
    for side in [Side::Ours, Side::Theirs] {
        db.execute("UPDATE messages SET body = 'past' WHERE id = ?1", [side.row("messages", 1)])
            .expect("written");
    }
    let wait = Waiting { group: 7, label: "7-a".into(), why: Why::Stale, tries: 2 };
    desk.work(|work| {
        work.wait(&wait)?;
        work.set_unfit(ours("users", 4), Some("It is not."))
    })
    .expect("kept");
    // Past the desk each entry is one: the edit, and that its date moved.
    assert_eq!(stands().pending, Pending { groups: 3, entries: 4 });
    assert_eq!((stands().waiting, stands().unfit, stands().conflicts), (1, 1, 0));
    let mut connection = stands().connection;
    connection.state = State::Paused;
    connection.last_error = Some("Away.".into());
    connection.clock_offset = Some(-5);
    fixture.desk.keep_connection(&connection).expect("kept");
    assert_eq!(stands().connection, connection);
    assert_eq!(fixture.desk.connections().expect("read"), [connection]);
}

#[test]
fn parting_leaves_the_rows_and_the_conflicts() {
    let fixture = fixture();
    let own = Side::Ours.organization();
    let mut desk = connected(&fixture.desk);
    let mut link = desk.look(|look| look.link()).expect("a link");
    let hub = store::sync::HubId { system: "7".into(), timeline: 2, epoch: "e:5".into() };
    link.hub = Some(HubId { system: "7".into(), timeline: 2, epoch: "e:5".into() });
    // It was restored, and nobody has looked yet what it has lost.
    link.cursor = Some(String::new());
    desk.work(|work| work.keep(&link)).expect("kept");
    assert_eq!(fixture.desk.parted(own).expect("read"), None);
    let rows = desk.look(|look| look.ids(tables::Ticket::TABLE)).expect("ids");
    drop(desk);
    fixture.desk.disconnect(own).expect("parted");
    assert_eq!(fixture.desk.disconnect(own).expect_err("parted").code, Code::NotFound);
    assert_eq!(
        fixture.desk.parted(own).expect("read"),
        Some(Parted { hub: hub.clone(), settled: link.settled, first: None, restored: true })
    );
    let mut desk = again(&fixture.desk);
    let found = desk.look(|look| look.link()).expect("a link");
    assert_eq!((found.settled, &found.hub, &found.cursor), (link.settled, &link.hub, &link.cursor));
    assert_eq!(desk.look(|look| look.ids(tables::Ticket::TABLE)).expect("ids"), rows);
    assert_ne!(desk.look(|look| look.link()).expect("a link").file, link.file);
    sound(&fixture.desk);
}

#[test]
fn groups_wait() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let whys = [
        Why::Stale,
        Why::Quarantined(serde_json::json!({"code": "23505"})),
        Why::Held("3-abc".into()),
        Why::Released,
        Why::Dropped,
        Why::Silent,
    ];
    let all: Vec<_> = (1..)
        .zip(whys)
        .map(|(group, why)| Waiting { group, label: format!("{group}-x"), why, tries: 1 })
        .collect();
    for waiting in all.iter().rev() {
        desk.work(|work| work.wait(waiting)).expect("kept");
    }
    assert_eq!(desk.look(|look| look.waiting()).expect("read"), all);
    let again = Waiting { tries: 3, why: Why::Stale, ..all[1].clone() };
    desk.work(|work| work.wait(&again)).expect("kept");
    desk.work(|work| work.settle(1)).expect("kept");
    assert_eq!(desk.look(|look| look.waiting()).expect("read")[0], again);
    let heard = Waiting { why: Why::GivenUp, ..all[4].clone() };
    desk.work(|work| work.wait(&heard)).expect("kept");
    assert!(desk.look(|look| look.waiting()).expect("read").iter().all(|w| w.group != heard.group));
    assert_eq!(desk.look(|look| look.given_up()).expect("read"), [heard.group]);
}

/// Connected once more to the hub that it parted from.
fn again(desk: &Desk) -> File<&Desk> {
    let own = Side::Ours.organization();
    let parted = desk.parted(own).expect("read").expect("one");
    desk.connect(own, "postgres://hub.test/desk", "a", Known::Parted(parted)).expect("connected");
    File::begin(desk, own).expect("nobody else")
}

#[test]
fn what_waits_outlasts_parting_from_the_hub() {
    let fixture = fixture();
    let own = Side::Ours.organization();
    let whys = [
        (1, Why::Stale),
        (2, Why::Quarantined(serde_json::json!({"code": "23505"}))),
        (3, Why::Held("2-x".into())),
        (4, Why::Dropped),
        (5, Why::GivenUp),
        (6, Why::Silent),
        (-7, Why::Quarantined(serde_json::json!({"code": "23505"}))),
    ];
    let mut desk = connected(&fixture.desk);
    for (group, why) in whys {
        let waiting = Waiting { group, label: format!("{group}-x"), why, tries: 3 };
        desk.work(|work| work.wait(&waiting)).expect("kept");
    }
    let key = ours("tickets", 1);
    let mut link = desk.look(|look| look.link()).expect("a link");
    link.hub = Some(HubId { system: "7".into(), timeline: 2, epoch: "e:5".into() });
    let mut notes = Notes::default();
    notes.rows.insert(key, 3);
    let keep = |work: &mut dyn Work| work.keep(&link).and_then(|()| work.note(key, &notes));
    desk.work(keep).expect("kept");
    drop(desk);
    fixture.desk.disconnect(own).expect("parted");
    let mut desk = again(&fixture.desk);
    assert_eq!(desk.look(|look| look.notes(&[key])).expect("read").rows, notes.rows);
    let waits = desk.look(|look| look.waiting()).expect("read");
    let waits: Vec<_> = waits.into_iter().map(|waiting| (waiting.group, waiting.why)).collect();
    let stale = |group| (group, Why::Stale);
    assert_eq!(waits, [(-7, Why::Released), stale(1), stale(2), stale(3)]);
    assert_eq!(desk.look(|look| look.given_up()).expect("read"), [4, 5]);
    drop(desk);

    // To another hub the whole log is news.
    fixture.desk.disconnect(own).expect("parted");
    fixture
        .desk
        .connect(own, "postgres://other.test/desk", "a", Known::Nothing)
        .expect("connected");
    let mut desk = File::begin(&fixture.desk, own).expect("nobody else");
    assert_eq!(desk.look(|look| look.waiting()).expect("read"), []);
    assert!(desk.look(|look| look.notes(&[key])).expect("read").rows.is_empty());
    assert!(desk.look(|look| look.given_up()).expect("read").is_empty());
}

#[test]
fn notes_go_when_they_are_settled() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let (quiet, waits) = (ours("users", 1), ours("users", 2));
    let before = end(&fixture.desk);
    let name = |key: Key, name: &str| {
        done(&fixture.desk, |org| {
            org.update(tables::User::TABLE, key.1, vec![("name", name.into())])
        });
        end(&fixture.desk)
    };
    let [one, two, three] = [name(waits, "A"), name(quiet, "A"), name(waits, "B")];
    assert_eq!(one, before + 1);
    let notes = |rows: &[(Key, i64)], columns: &[(Key, &str, i64, Option<Value>)]| Notes {
        rows: rows.iter().copied().collect(),
        columns: columns
            .iter()
            .map(|(key, column, from, base)| {
                ((*key, place("users", column)), Settled { from: *from, base: base.clone() })
            })
            .collect(),
    };
    let null = Some(Value::Null);
    let all = notes(
        &[(quiet, two), (waits, one)],
        &[
            (quiet, "name", two, Some("X".into())),
            (quiet, "email", three + 1, null.clone()),
            (waits, "name", one, Some("Y".into())),
            (waits, "email", two, Some("Z".into())),
            (waits, "role", two, None),
        ],
    );
    let read =
        |desk: &mut File<&Desk>| desk.look(|look| look.notes(&[quiet, waits])).expect("read");
    let keep = |work: &mut dyn Work| {
        work.note(quiet, &all)?;
        work.note(waits, &all)?;
        let why = Why::Stale;
        work.wait(&Waiting { group: one, label: "1".into(), why, tries: 1 })
    };
    desk.work(keep).expect("kept");
    assert_eq!(read(&mut desk), all);
    desk.work(|work| work.forget_notes(three)).expect("forgotten");
    let left = notes(
        &[(waits, one)],
        &[
            (quiet, "email", three + 1, null.clone()),
            (waits, "name", one, Some("Y".into())),
            (waits, "email", two + 1, None),
            (waits, "role", two, None),
        ],
    );
    assert_eq!(read(&mut desk), left);
    desk.work(|work| work.settle(one).and_then(|()| work.forget_notes(three))).expect("forgotten");
    assert_eq!(read(&mut desk), notes(&[], &[(quiet, "email", three + 1, null)]));
}
