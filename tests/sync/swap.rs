//! Unique values that change hands within a pull.

use super::*;

/// Two representatives, and what their users are.
fn representatives() -> [Key; 2] {
    [ours("representatives", Who::Junior.number()), ours("representatives", Who::Senior.number())]
}

fn user_of(desk: &mut File<&Desk>, key: Key) -> Value {
    row(desk, key).expect("a row")[place("representatives", "user_id")].clone()
}

#[test]
fn two_rows_swap_a_unique_value() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let [one, two] = representatives();
    let (a, b) = (user_of(&mut desk, one), user_of(&mut desk, two));
    let before = end(&fixture.desk);
    let swap = |work: &mut dyn Work| {
        let first = work.write(one, &update(one.0, &[("user_id", b.clone())]))?;
        // Nobody sees what it has meanwhile.
        let seen = work.row(two)?.expect("a row")[place("representatives", "user_id")].clone();
        let at = work.next()?;
        Ok((first, seen, at, work.write(two, &update(two.0, &[("user_id", a.clone())]))?))
    };
    let (first, seen, at, second) = desk.work(swap).expect("taken over");
    ok(&[first, second]);
    assert_eq!((seen, at), (b.clone(), before + 2));
    assert_eq!((user_of(&mut desk, one), user_of(&mut desk, two)), (b.clone(), a.clone()));
    let (entries, _) = desk.look(|look| look.entries(before, 10)).expect("entries");
    let user = place("representatives", "user_id");
    let said: Vec<_> = entries.iter().map(|e| (e.row, e.old.clone())).collect();
    assert_eq!(said, [(one.1, vec![(user, a)]), (two.1, vec![(user, b)])]);
    sound(&fixture.desk);
}

#[test]
fn any_number_of_rows_change_places() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let reps: Vec<Key> = [Who::Junior, Who::Senior, Who::Lead, Who::Chief]
        .map(|who| ours("representatives", who.number()))
        .into_iter()
        .chain([ours("representatives", kit::desk::WORKER)])
        .collect();
    // Each takes the place of the one so far on, in an order that differs from round to round.
    for (round, steps) in [1, 2, 3, 4, 1, 2].into_iter().enumerate() {
        let users: Vec<Value> = reps.iter().map(|rep| user_of(&mut desk, *rep)).collect();
        let before = end(&fixture.desk);
        let order = (0..reps.len()).map(|at| (at * (round % 4 + 1) + round) % reps.len());
        let writes: Vec<_> = order
            .map(|at| (reps[at], (at + steps) % reps.len()))
            .map(|(rep, from)| (rep, update(rep.0, &[("user_id", users[from].clone())])))
            .collect();
        ok(&pull(&mut desk, &writes));
        for (at, rep) in reps.iter().enumerate() {
            assert_eq!(user_of(&mut desk, *rep), users[(at + steps) % reps.len()]);
        }
        let (entries, _) = desk.look(|look| look.entries(before, 10)).expect("entries");
        let user = place("representatives", "user_id");
        let said: Vec<_> = entries.into_iter().map(|e| (e.row, e.old)).collect();
        let expected: Vec<_> = writes
            .iter()
            .map(|(rep, _)| (rep.1, reps.iter().position(|other| other == rep).expect("one")))
            .map(|(id, at)| (id, vec![(user, users[at].clone())]))
            .collect();
        assert_eq!(said, expected);
        sound(&fixture.desk);
    }
}

#[test]
fn a_swap_of_which_one_half_does_not_come_is_put_back() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let [one, two] = representatives();
    let (a, b) = (user_of(&mut desk, one), user_of(&mut desk, two));
    let writes = [
        (one, update(one.0, &[("user_id", b.clone()), ("max_chats", Value::Int(3))])),
        (two, update(two.0, &[("user_id", a.clone()), ("role", "CAPTAIN".into())])),
    ];
    let written = pull(&mut desk, &writes);
    assert!(why(&written[1]).contains("role"), "{written:?}");
    assert_eq!((user_of(&mut desk, one), user_of(&mut desk, two)), (a, b));
    assert_eq!(desk.look(|look| look.unfit()).expect("looked"), [one]);
    sound(&fixture.desk);
}

#[test]
fn a_value_that_was_given_here_is_not_taken_away() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let [one, _] = representatives();
    let free = ours("users", kit::desk::FREE).1;
    // Made here, and the hub knows nothing of it.
    done(&fixture.desk, |org| {
        org.insert(tables::Representative::TABLE, vec![("user_id", free.into())])
    });
    let written = pull(&mut desk, &[(one, update(one.0, &[("user_id", free.into())]))]);
    assert!(why(&written[0]).contains("userId already"), "{written:?}");
    sound(&fixture.desk);
}
