//! What criterion measured, as ratios.

use criterion::Criterion;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// As all of ours are measured.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(40)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args()
}

/// Prints, for each group that has a `bare` and others beside it, how many times its time they take.
pub fn ratios() {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    let criterion = target.join("criterion");
    let Ok(groups) = fs::read_dir(&criterion) else { return };
    let mut lines = Vec::new();
    for group in groups.flatten() {
        let name = group.file_name().to_string_lossy().into_owned();
        let Some(bare) = median(&group.path().join("bare")) else { continue };
        let Ok(functions) = fs::read_dir(group.path()) else { continue };
        for function in functions.flatten() {
            let which = function.file_name().to_string_lossy().into_owned();
            if matches!(which.as_str(), "bare" | "report") {
                continue;
            }
            if let Some(ours) = median(&function.path()) {
                lines.push(format!(
                    "{name:<36} {which:<12} {:>12.1} {:>12.1} {:>8.2}",
                    ours / 1e3,
                    bare / 1e3,
                    ours / bare
                ));
            }
        }
    }
    lines.sort();
    println!("\n{:<36} {:<12} {:>12} {:>12} {:>8}", "what", "how", "us", "bare us", "ratio");
    for line in lines {
        println!("{line}");
    }
}

/// Nanoseconds.
fn median(function: &Path) -> Option<f64> {
    let text = fs::read_to_string(function.join("new/estimates.json")).ok()?;
    let estimates: serde_json::Value = serde_json::from_str(&text).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}
