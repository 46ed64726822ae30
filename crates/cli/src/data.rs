//! Which file is worked with, and who works with it.

use crate::{Who, demo::bar};
use directories::BaseDirs;
use domain::Caller;
use model::{Error, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{Desk, Session, SignIn};

/// The desk's file.
pub struct Data {
    path: PathBuf,
    /// Nobody named it: it lies in the user's data folder.
    ours: bool,
}

impl Data {
    /// The file that was named, or the one that the window opens by itself.
    pub fn new(named: Option<PathBuf>) -> Result<Self> {
        if let Some(path) = named.filter(|path| !path.as_os_str().is_empty()) {
            return Ok(Self { path, ours: false });
        }
        let folders = BaseDirs::new().ok_or_else(|| {
            Error::validation(
                "data",
                "This user has no data folder. Name the desk's file with --data.",
            )
        })?;
        Ok(Self { path: folders.data_dir().join("grounded-desk").join("desk.db"), ours: true })
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the desk that is there. Of a file of an older version it is shown how far it is.
    pub fn open(&self) -> Result<Desk> {
        let bar = bar("made ready");
        let mut last = 0;
        let opened = Desk::open_telling(&self.path, &mut |p| {
            if p.done < last {
                // The next thing: its rate is another.
                bar.reset();
            }
            last = p.done;
            bar.set_length(p.total);
            bar.set_position(p.done);
        });
        bar.finish_and_clear();
        opened
    }

    /// Makes sure of the folder before a file is made. Folders that others named are theirs to make.
    pub fn make_folder(&self) -> Result<()> {
        let Some(folder) = self.path.parent().filter(|_| self.ours) else { return Ok(()) };
        fs::create_dir_all(folder).map_err(|e| {
            Error::internal(format!("The folder {} cannot be made: {e}.", folder.display()))
        })
    }

    /// Opens the desk and signs in.
    pub fn enter(&self, who: &Who) -> Result<(Desk, Caller)> {
        let desk = self.open()?;
        let session = who.sign_in(&desk)?;
        Ok((desk, Caller::signed_in(session)))
    }
}

impl Who {
    /// Whether anything was said about it.
    pub fn is_given(&self) -> bool {
        self.org.is_some() || self.user.is_some()
    }

    /// Signs in.
    pub fn sign_in(&self, desk: &Desk) -> Result<Session> {
        let organization = match &self.org {
            Some(slug) => slug.clone(),
            None => desk.only_organization()?,
        };
        let organization = Some(organization);
        desk.sign_in(&match &self.user {
            Some(email) => SignIn::Email { email: email.clone(), organization },
            None => SignIn::FirstAdmin { organization },
        })
    }
}
