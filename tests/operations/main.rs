//! Walks over the list of operations itself, so that one added later is walked too, and what each
//! resource promises.

mod activity;
mod answers;
mod assignment;
mod behaviour;
mod bulk;
mod contract;
mod conversation;
mod deleted;
mod due;
mod lists;
mod log;
mod merge;
mod moments;
mod money;
mod money_again;
mod money_model;
mod money_race;
mod money_views;
mod past;
mod queue;
mod refusals;
mod requests;
mod roles;
mod scope;
mod search;
mod search_index;
mod snapshot;
mod snooze;
mod spans;
mod transitions;
mod undo;
mod undo_model;
mod views;
