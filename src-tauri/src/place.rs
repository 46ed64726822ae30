//! Where the desk's file lies, and which file was open last.

use std::{
    env,
    ffi::OsString,
    fs, io, iter,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, Runtime};

const FOLDER: &str = "grounded-desk";

/// The files and folders this run of the app works with.
#[derive(Clone, Debug)]
pub struct Places {
    /// The file named by `--data FILE` or `GROUNDED_DATA`, which goes before all else.
    chosen: Option<PathBuf>,
    /// The folder for new desks, shared with the command line.
    data: PathBuf,
    /// Remembers the file that was open last.
    memory: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Memory {
    path: Option<PathBuf>,
}

impl Places {
    /// Reads them from the command line, the environment and the system's folders.
    pub fn of<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Self> {
        Ok(Self {
            chosen: chosen_file(env::args_os().skip(1), env::var_os("GROUNDED_DATA")),
            data: app.path().data_dir()?.join(FOLDER),
            memory: app.path().app_config_dir()?.join("last-desk.json"),
        })
    }

    /// The same below one folder, so that a test touches nothing of the user's.
    #[cfg(test)]
    pub fn below(folder: &Path) -> Self {
        Self {
            chosen: None,
            data: folder.join("data"),
            memory: folder.join("config").join("last-desk.json"),
        }
    }

    /// The file to open at the start, if there is one already. A file that was
    /// chosen by name, or is remembered, but is gone is not replaced by another.
    pub fn at_start(&self) -> Option<PathBuf> {
        if let Some(chosen) = &self.chosen {
            return chosen.exists().then(|| chosen.clone());
        }
        match self.remembered() {
            Some(Memory { path }) => path.filter(|path| path.exists()),
            None => Some(self.desk()).filter(|path| path.exists()),
        }
    }

    /// Where a new desk goes when no path is given: never onto a file that is there.
    pub fn new_desk(&self) -> PathBuf {
        self.numbered().find(|path| !path.exists()).unwrap_or_else(|| self.desk())
    }

    /// The desks that were made in that way.
    pub fn desks(&self) -> impl Iterator<Item = PathBuf> {
        self.numbered().take_while(|path| path.exists())
    }

    fn numbered(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let first = self.desk();
        let others = first.clone();
        iter::once(first)
            .chain((2..).map(move |number| others.with_file_name(format!("desk-{number}.db"))))
    }

    fn desk(&self) -> PathBuf {
        self.chosen.clone().unwrap_or_else(|| self.data.join("desk.db"))
    }

    /// Where the demo goes: a chosen file that does not exist yet, else beside the desk.
    pub fn demo(&self) -> PathBuf {
        match &self.chosen {
            Some(chosen) if !chosen.exists() => chosen.clone(),
            Some(chosen) => chosen.with_file_name("demo.db"),
            None => self.data.join("demo.db"),
        }
    }

    /// Remembers the open file for the next start; `None` after a desk was closed.
    pub fn remember(&self, path: Option<&Path>) -> io::Result<()> {
        if let Some(folder) = self.memory.parent() {
            fs::create_dir_all(folder)?;
        }
        let memory = Memory { path: path.map(Path::to_path_buf) };
        fs::write(&self.memory, serde_json::to_vec(&memory)?)
    }

    /// `None` when nothing, or nothing legible, was remembered.
    fn remembered(&self) -> Option<Memory> {
        serde_json::from_slice(&fs::read(&self.memory).ok()?).ok()
    }
}

/// `--data FILE` or `--data=FILE` goes before the environment's `GROUNDED_DATA`.
fn chosen_file(
    arguments: impl IntoIterator<Item = OsString>,
    environment: Option<OsString>,
) -> Option<PathBuf> {
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "--data" {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(file) = argument.to_str().and_then(|text| text.strip_prefix("--data=")) {
            return Some(PathBuf::from(file));
        }
    }
    environment.filter(|file| !file.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str], environment: Option<&str>) -> Option<PathBuf> {
        chosen_file(arguments.iter().map(OsString::from), environment.map(OsString::from))
    }

    #[test]
    fn an_argument_goes_before_the_environment() {
        assert_eq!(chosen(&["--data", "a.db"], Some("b.db")), Some("a.db".into()));
        assert_eq!(chosen(&["--data=a.db"], None), Some("a.db".into()));
        assert_eq!(chosen(&[], Some("b.db")), Some("b.db".into()));
        assert_eq!(chosen(&[], Some("")), None);
    }

    #[test]
    fn the_last_desk_is_remembered_until_it_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::below(folder.path());
        assert_eq!(places.at_start(), None);

        let file = folder.path().join("mine.db");
        fs::write(&file, "").unwrap();
        places.remember(Some(&file)).unwrap();
        assert_eq!(places.at_start(), Some(file.clone()));

        places.remember(None).unwrap();
        assert_eq!(places.at_start(), None);

        places.remember(Some(&file)).unwrap();
        fs::remove_file(&file).unwrap();
        assert_eq!(places.at_start(), None, "a file that is gone is not opened as a new one");
    }

    #[test]
    fn the_demo_never_lands_on_an_existing_file_of_choice() {
        let folder = tempfile::tempdir().unwrap();
        let chosen = folder.path().join("mine.db");
        let places = Places { chosen: Some(chosen.clone()), ..Places::below(folder.path()) };
        assert_eq!(places.demo(), chosen);
        fs::write(&chosen, "").unwrap();
        assert_eq!(places.demo(), folder.path().join("demo.db"));
    }
}
