//! What the system knows of a running program: since when it runs, and what it takes.

use std::{fs, path::Path, time::Duration};

use crate::Result;

/// The clock ticks of a second in /proc; Linux shows 100 to every program.
const TICKS: f64 = 100.0;

/// The newest process of that program.
pub fn newest(program: &str) -> Result<u32> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let path = entry?.path();
        let id = path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
        let command = fs::read_to_string(path.join("comm")).unwrap_or_default();
        // The kernel keeps the first 15 characters.
        if let Some(id) = id.filter(|_| program.starts_with(command.trim()) && !command.is_empty())
        {
            found.push((field(id, 22)?, id));
        }
    }
    found
        .into_iter()
        .max()
        .map(|(_, id)| id)
        .ok_or_else(|| format!("{program} does not run").into())
}

/// For how long a process has been running, to a hundredth of a second.
pub fn age(id: u32) -> Result<Duration> {
    let uptime = fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split(' ').next().unwrap_or_default().parse()?;
    #[expect(clippy::cast_precision_loss, reason = "ticks since the machine started")]
    let start = field(id, 22)? as f64 / TICKS;
    Ok(Duration::from_secs_f64((uptime - start).max(0.0)))
}

/// The memory of a process and its children in bytes, what they share with others counted in part
/// (PSS).
pub fn memory(id: u32) -> Result<u64> {
    let rollup = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("smaps_rollup"))?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
    let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    let mut total = kib * 1024;
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    for child in children.split_whitespace() {
        total += memory(child.parse()?)?;
    }
    Ok(total)
}

/// A numeric field of /proc/[id]/stat, by its number in proc(5).
fn field(id: u32, number: usize) -> Result<u64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
    // The second field is the name in parentheses, which may hold anything.
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let value = rest.split_whitespace().nth(number - 3).unwrap_or_default();
    Ok(value.parse()?)
}
