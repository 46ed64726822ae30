//! `demo`.

use crate::{
    data::Data,
    output::{self, Failure},
};
use domain::demo::Demo;
use indicatif::{HumanFloatCount, ProgressBar, ProgressState, ProgressStyle};
use model::Result;
use serde_json::json;
use std::{ops::ControlFlow, time::Instant};

/// Makes the demo and prints where it is.
pub fn demo(data: &Data, demo: Demo) -> Result<(), Failure> {
    data.make_folder()?;
    let start = Instant::now();
    let bar = bar("tickets");
    let made = domain::demo::create(data.path(), demo, &mut |p| {
        bar.set_length(p.total);
        bar.set_position(p.done);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    drop(made?);
    output::tell(&format!("Made in {:.1} s.", start.elapsed().as_secs_f64()));
    let made = json!({"path": data.path(), "organization": "acme-corp", "seed": demo.seed, "now": demo.now.to_string()});
    output::print(&made.to_string())
}

/// A progress bar on standard error, with count and rate; silent where nobody watches.
pub fn bar(what: &'static str) -> ProgressBar {
    let template =
        format!("{{bar:40}} {{human_pos}} of {{human_len}} {what}, {{rate}}/s, {{eta}} left");
    let style = ProgressStyle::with_template(&template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // Who watches wants no fractions of a row.
            let _ = write!(out, "{}", HumanFloatCount(state.per_sec().round()));
        });
    // Of something that is not counted yet, nothing is done.
    ProgressBar::no_length().with_style(style)
}
