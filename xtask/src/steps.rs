//! Steps with a name and a time. All of them run, and what failed is said at the end.

use std::time::{Duration, Instant};

use crate::Result;

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: &'static str,
    time: Duration,
    outcome: Result,
}

impl Steps {
    /// Runs one step and says how it went. A failure does not keep the next ones from running.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result) {
        println!("\n==> {name}");
        let start = Instant::now();
        let outcome = work();
        let time = start.elapsed();
        match &outcome {
            Ok(()) => println!("    {name}: ok, {}", seconds(time)),
            Err(reason) => println!("    {name}: FAILED after {}: {reason}", seconds(time)),
        }
        self.done.push(Step { name, time, outcome });
    }

    /// The summary; an error when any step failed.
    pub fn finish(self) -> Result {
        println!("\n==> Summary");
        for Step { name, time, outcome } in &self.done {
            let word = if outcome.is_ok() { "ok" } else { "FAILED" };
            println!("    {word:<6}  {:>8}  {name}", seconds(*time));
        }
        let total = self.done.iter().map(|step| step.time).sum();
        let failed: Vec<_> =
            self.done.iter().filter(|step| step.outcome.is_err()).map(|step| step.name).collect();
        println!("            {:>8}  in all", seconds(total));
        if failed.is_empty() {
            return Ok(());
        }
        Err(format!("{} of {} steps failed: {}", failed.len(), self.done.len(), failed.join(", ")))
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
