//! Two desks and a hub that meet, part, and disagree.

use crate::{Office, same};
use serde_json::json;

#[test]
fn a_desk_pushes_and_another_gets_the_same() {
    let office = Office::new();
    let a = office.demo("a.db", "20");
    let joined = a.connect(&office.device("a"));
    assert_eq!((&joined["connected"], &joined["conflicts"]), (&json!(true), &json!(0)), "{joined}");
    assert_eq!(joined["refused"], 0, "{joined}");
    same(&a.rows(), &office.rows());

    let b = office.desk("b.db");
    let joined = b.connect(&office.device("b"));
    assert!(joined["pulled"].as_u64() > Some(20), "{joined}");
    same(&b.rows(), &office.rows());
    for desk in [&a, &b] {
        let idle = desk.once();
        for what in ["pulled", "pushed", "stale", "refused", "conflicts", "unfit"] {
            assert_eq!(idle[what], 0, "{idle}");
        }
        assert_eq!(desk.good(&["verify"])["sound"], true);
    }
}
