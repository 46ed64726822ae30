//! Several questions on one round trip.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};

/// Something that is under way.
pub(super) type Asked<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Waits for all of them. They are begun in their order, each before any has ended, so that questions to one
/// connection are sent one after the other without waiting for answers.
pub(super) async fn together<T>(mut asked: Vec<Asked<'_, T>>) -> Vec<T> {
    let mut done: Vec<Option<T>> = asked.iter().map(|_| None).collect();
    poll_fn(|task| {
        let mut open = false;
        for (one, done) in asked.iter_mut().zip(&mut done) {
            if done.is_none() {
                match one.as_mut().poll(task) {
                    Poll::Ready(answer) => *done = Some(answer),
                    Poll::Pending => open = true,
                }
            }
        }
        if open { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    done.into_iter().flatten().collect()
}
