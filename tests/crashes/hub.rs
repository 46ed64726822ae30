//! The hub is killed: the server and all processes of its own, at once.

use crate::{
    count::{At as Point, counted},
    inside,
    scene::Scene,
    story::Story,
};
use model::Code;
use std::thread;

/// Kills the hub before it gets each message, and after it has carried each out, before the desk hears of it. It comes
/// up again while the desk waits: what the desk can ask once more by itself, it does.
fn messages(story: Story, every: bool) {
    let scene = Scene::new(story);
    let usual = scene.usual();
    for at in scene.messages(every, &format!("hub, {story:?}, messages")) {
        let _at = Point(format!("{at:?}"));
        let run = scene.run(Some(at));
        thread::scope(|scope| {
            let desk = scope.spawn(|| run.tell());
            run.relay.struck();
            scene.cluster.kill();
            scene.cluster.start_again();
            run.relay.release();
            let done = desk.join().expect("it ends");
            let known = done.as_ref().err().is_none_or(|error| error.code == Code::Offline);
            assert!(known, "{done:?}");
        });
        run.end().is(&usual);
    }
}

#[test]
fn at_each_message() {
    messages(Story::Exchange, true);
}

#[test]
fn at_each_message_of_a_snapshot() {
    messages(Story::Snapshot, false);
}

#[test]
fn at_each_message_of_a_first_push() {
    messages(Story::First, false);
}

/// Kills the hub at each statement of its functions.
fn statements(story: Story) {
    let scene = Scene::new(story);
    let places = inside::watch(&scene);
    let usual = scene.usual();
    let passed = inside::passed(&scene);
    let kinds =
        passed.iter().map(|(_, place)| place.split(' ').next().unwrap_or_default().to_owned());
    counted(&format!("hub, {story:?}, passes of statements"), kinds, inside::wanted(story));
    let killed = inside::ends(story, &passed);
    println!(
        "hub, {story:?}: {} kills in {} of {places} places",
        killed.len(),
        inside::places(&passed)
    );
    for (nth, place) in killed {
        let _at = Point(format!("{nth}: {place}"));
        let run = scene.run(None);
        thread::scope(|scope| {
            inside::stop_at(&run, nth);
            let desk = scope.spawn(|| run.tell());
            inside::stopped(&scene);
            scene.cluster.kill();
            let done = desk.join().expect("it ends").expect_err("the hub is gone");
            assert_eq!(done.code, Code::Offline, "{done:?}");
            scene.cluster.start_again();
        });
        inside::go_on(&run);
        run.end().is(&usual);
    }
}

#[test]
fn at_each_statement() {
    statements(Story::Exchange);
}

#[test]
fn at_each_statement_of_a_first_push() {
    statements(Story::First);
}
