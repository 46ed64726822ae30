//! `cargo xtask simulate`: desks and a hub, played from numbers, as often as one likes.

use crate::{
    Result, packages,
    process::{cargo, run},
};

/// Plays `--seeds N` histories (10,000 if not given), `--from N` on (0). `--faults` is `usual`, `copies` or `all`:
/// see tests/simulation/world.rs. `--hub postgres` plays them with copied files at a real one beside the model.
pub fn simulate(arguments: &[String]) -> Result {
    let (mut seeds, mut from) = ("10000".to_owned(), "0".to_owned());
    let mut test = "all_end_with_what_the_hub_has";
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().cloned().unwrap_or_default();
        match (name.as_str(), value.as_str()) {
            ("--seeds", n) if n.parse::<u64>().is_ok() => seeds = value,
            ("--from", n) if n.parse::<u64>().is_ok() => from = value,
            ("--faults", "usual") => {}
            ("--faults", "copies") => test = "copied_files_become_devices_of_their_own",
            ("--faults", "all") => test = "restored_files_and_hubs_lose_nothing",
            ("--hub", "model") => {}
            ("--hub", "postgres") => test = "postgres_does_what_the_model_does",
            _ => {
                return Err(format!(
                    "{name} {value} is not known. It is --seeds N, --from N, --faults usual|copies|all, --hub model|postgres."
                ));
            }
        }
    }
    packages::ensure(&[packages::RUN, packages::TEST])?;
    // Optimized, as it may be very many.
    run(cargo()
        .args(["test", "--release", "--package", "tests", "--test", "simulation", test, "--"])
        .args(["--nocapture", "--include-ignored"])
        .env("SEEDS", seeds)
        .env("FROM", from))
}
