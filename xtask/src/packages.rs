//! System packages: installed by apt on Debian and Ubuntu, named anywhere else.

use crate::{
    Result,
    process::{ask, command, find, run},
};

/// What building and opening the window takes.
pub const RUN: &[&str] =
    &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libdbus-1-dev"];

/// What the tests take besides: a display, a driver for the window, Postgres, the sqlite3 shell, and a keyring on a bus of
/// its own.
pub const TEST: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "fonts-dejavu-core",
    "postgresql",
    "sqlite3",
    "dbus",
    "gnome-keyring",
];

/// What packing takes besides.
pub const BUNDLE: &[&str] = &["librsvg2-dev", "file"];

/// Sees to it that these packages are there.
pub fn ensure(sets: &[&[&str]]) -> Result {
    if !cfg!(target_os = "linux") {
        println!("    {}", elsewhere());
        return Ok(());
    }
    let packages = sets.concat();
    if find("dpkg-query").is_none() || find("apt-get").is_none() {
        return without_apt(&packages);
    }
    let missing: Vec<_> = packages.into_iter().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        println!("    all system packages are there");
        return Ok(());
    }
    println!("    missing: {}", missing.join(" "));
    let by_hand = || {
        format!(
            "Install them by hand and start again:\n    sudo apt-get install {}",
            missing.join(" ")
        )
    };
    let prefix: &[&str] = if is_root() {
        &[]
    } else if find("sudo").is_some() {
        &["sudo"]
    } else {
        return Err(format!("Only root may install packages, and there is no sudo. {}", by_hand()));
    };
    let apt = |arguments: &[&str]| {
        let words =
            [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
        run(command(words[0]).args(&words[1..]))
    };
    apt(&["update", "-qq"])
        .and_then(|()| {
            let install = ["install", "-y", "-qq", "--no-install-recommends"];
            apt(&[&install[..], &missing].concat())
        })
        .map_err(|reason| format!("{reason} {}", by_hand()))
}

fn installed(package: &str) -> bool {
    ask(command("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_some_and(|status| status.ends_with(" installed"))
}

fn is_root() -> bool {
    ask(command("id").arg("-u")).is_some_and(|id| id == "0")
}

/// Other distributions name their packages differently, so what counts is what is found.
fn without_apt(packages: &[&str]) -> Result {
    const EACH: &[(&str, &str)] = &[
        ("build-essential", "cc"),
        ("pkg-config", "pkg-config"),
        ("webkit2gtk-driver", "WebKitWebDriver"),
        ("xvfb", "Xvfb"),
        ("postgresql", "initdb"),
        ("sqlite3", "sqlite3"),
        ("dbus", "dbus-run-session"),
        ("gnome-keyring", "gnome-keyring-daemon"),
    ];
    const LIBRARIES: &[(&str, &str)] =
        &[("libwebkit2gtk-4.1-dev", "webkit2gtk-4.1"), ("libdbus-1-dev", "dbus-1")];
    let wanted = |package: &&str| packages.contains(package);
    let programs = EACH.iter().filter(|(package, _)| wanted(package));
    let libraries = LIBRARIES.iter().filter(|(package, _)| wanted(package));
    let missing: Vec<_> = programs
        .filter(|(_, program)| find(program).is_none())
        .chain(libraries.filter(|(_, library)| {
            ask(command("pkg-config").args(["--modversion", library])).is_none()
        }))
        .map(|(package, what)| format!("    {what} (on Debian in the package {package})"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "There is no apt here to install what is missing. Install with your own package manager:\n{}",
        missing.join("\n")
    ))
}

fn elsewhere() -> &'static str {
    if cfg!(target_os = "macos") {
        "macOS: the Xcode command line tools are needed (xcode-select --install)"
    } else {
        "Windows: the Visual Studio C++ build tools and the WebView2 runtime are needed"
    }
}
