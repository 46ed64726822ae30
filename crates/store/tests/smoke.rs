//! A desk from nothing to a restored backup.

use model::{
    Id, Record, Value,
    tables::{Organization, Ticket, User},
};
use store::{Desk, Filter, Select, SignIn, Sort, Test, View};

static TICKETS: View = View::new(
    Ticket::TABLE,
    &[store::Relation {
        key: "id",
        name: "customer",
        column: "customer_id",
        table: User::TABLE,
        relations: &[],
    }],
    &[],
);

fn founded(desk: &Desk) {
    desk.found(None, "create_organization", None, |org| {
        let id = org.id().uuid();
        org.insert(
            Organization::TABLE,
            vec![("id", id.into()), ("name", "Acme".into()), ("slug", "acme".into())],
        )?;
        let admin = vec![
            ("id", org.user().uuid().into()),
            ("name", "Ada".into()),
            ("email", "ada@acme.test".into()),
            ("role", "ADMIN".into()),
        ];
        org.insert(User::TABLE, admin)?;
        Ok(id.to_string())
    })
    .expect("found");
}

#[test]
fn a_desk_is_made_worked_with_backed_up_and_restored() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("desk.db");
    let desk = Desk::create(&path).expect("create");
    founded(&desk);
    let ada = desk.sign_in(&SignIn::FirstAdmin { organization: None }).expect("sign in");
    let id = desk
        .write(&ada, "create_ticket", |org| {
            org.insert(
                Ticket::TABLE,
                vec![
                    ("customer_id", org.user().uuid().into()),
                    ("ticket_number", "T-1".into()),
                    ("subject", "Hello \"you\"".into()),
                    ("description", "".into()),
                    ("category", "OTHER".into()),
                ],
            )
        })
        .expect("insert");
    desk.write(&ada, "update_ticket", |org| {
        org.update(Ticket::TABLE, id, vec![("subject", "Bye".into())])
    })
    .expect("update");
    let (shown, history, page) = desk
        .read(&ada, |org| {
            let list = Select {
                view: &TICKETS,
                filter: vec![Filter {
                    column: "status",
                    test: Test::In(vec!["OPEN".into(), "WAITING".into()]),
                }],
                sort: Sort { column: "created_at", descending: true },
                limit: 1,
                offset: 0,
                cursor: None,
            };
            Ok((
                org.show(&TICKETS, id)?,
                org.history(Ticket::TABLE, id, 10, None)?,
                org.page(&list)?,
            ))
        })
        .expect("read");
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(shown["customer"]["name"], "Ada");
    let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(page["items"][0]["subject"], "Bye");
    assert_eq!(history.len(), 2);
    let subject = history[0].changes.iter().find(|c| c.column.name == "subject").expect("logged");
    assert_eq!((&subject.from, &subject.to), (&Value::from("Hello \"you\""), &Value::from("Bye")));
    assert!(desk.poll_others().expect("look").tables.is_empty(), "told again of its own writes");
    assert_eq!(desk.verify().expect("verify").faults, Vec::<String>::new());
    let kept = folder.path().join("kept.db");
    desk.backup(&kept, &mut |_| {}).expect("backup");
    desk.write(&ada, "delete_user", |org| org.delete(User::TABLE, org.user().uuid()))
        .expect("delete");
    assert!(desk.sign_in(&SignIn::User(Id::from(ada.user().uuid()))).is_err());
    drop(desk);
    store::restore(&kept, &path).expect("restore");
    let desk = Desk::open(&path).expect("open");
    desk.read(&ada, |org| org.row::<Ticket>(Id::from(id))).expect("back again");
}
