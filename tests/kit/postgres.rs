//! A Postgres of one's own: a cluster in a temporary folder, gone with the last handle to it.

use serde_json::Value as Json;
use std::{
    env, fs,
    io::{Seek as _, Write as _},
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU32, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A running cluster on a Unix socket and a free loopback port, with the superuser `postgres`.
///
/// It is stopped and its folder removed when the handle goes, on a panic too; and when the whole
/// test process is killed, since the shell that keeps the server then sees its input end.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    keeper: Child,
}

/// One database in a cluster.
#[derive(Debug)]
pub struct Database {
    cluster: Arc<Cluster>,
    name: String,
}

/// Runs the server until standard input ends, then stops it without ceremony. For each line it is started
/// once more, after it has died.
const KEEPER: &str = r#"
    folder=$1; shift
    "$@" >"$folder/log" 2>&1 </dev/null &
    while read -r _; do
        wait
        "$@" >"$folder/log" 2>&1 </dev/null &
    done
    kill -QUIT $!
    wait
    rm -rf "$folder"
"#;

impl Cluster {
    /// The cluster that the tests running now in this process share.
    pub fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let cluster = Arc::new(Self::start());
            *shared = Arc::downgrade(&cluster);
            cluster
        })
    }

    /// A cluster nobody else uses.
    ///
    /// # Panics
    /// When Postgres is not installed or does not come up.
    pub fn start() -> Self {
        Self::start_in(&env::temp_dir())
    }

    /// A cluster nobody else uses, with its files in a folder of that one.
    ///
    /// # Panics
    /// When Postgres is not installed or does not come up.
    pub fn start_in(parent: &Path) -> Self {
        let programs = programs();
        // Another process may take the free port first.
        (0..3).find_map(|_| Self::try_start(&programs, parent)).expect("a free port for Postgres")
    }

    fn try_start(programs: &Path, parent: &Path) -> Option<Self> {
        let folder =
            tempfile::Builder::new().prefix("pg").tempdir_in(parent).expect("a temporary folder");
        let owner = Owner::of(folder.path());
        owner.take(folder.path());
        let data = folder.path().join("data");
        let made = owner
            .command(&programs.join("initdb"))
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"])
            .args(["--no-sync", "--no-instructions", "--pgdata"])
            .arg(&data)
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));

        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).ok()?.port();
        let keeper = owner
            .command(Path::new("/bin/sh"))
            .args(["-c", KEEPER, "keeper"])
            .arg(folder.path())
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k"])
            .arg(folder.path())
            // Losing a test's data is no loss.
            .args(["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
            .args(["-c", "max_connections=40", "-c", "autovacuum=off"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("a shell");
        let cluster = Self { folder, programs: programs.to_owned(), port, keeper };
        cluster.is_ready().then_some(cluster)
    }

    /// Kills all of its processes at the same moment, as the system does when it runs out of memory. Nothing that
    /// they hold themselves is left; what they gave the system to write is.
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill(&self) {
        let pid_file = fs::read_to_string(self.pid_file()).expect("it runs");
        let server = pid_file.lines().next().expect("a process").trim();
        let signal = |name: &str, whom: &[&str]| {
            let _ = Command::new("kill").arg(name).args(whom).stderr(Stdio::null()).status();
        };
        // Stopped, it starts no other while they are counted.
        signal("-STOP", &[server]);
        let running = processes();
        let own = running.iter().filter(|(_, parent)| parent == server);
        let mut all: Vec<&str> = own.map(|(process, _)| process.as_str()).collect();
        // Last, or the others end in an orderly way before it is their turn.
        all.push(server);
        signal("-KILL", &all);
        let limit = Instant::now() + Duration::from_secs(10);
        // Who is left holds the memory that the next server wants.
        while processes().iter().any(|(process, _)| all.contains(&process.as_str())) {
            assert!(Instant::now() < limit, "a server outlives its death");
            sleep(Duration::from_millis(1));
        }
        // Neither is to be taken for the next server's.
        for file in [self.pid_file(), self.folder.path().join("log")] {
            let _ = fs::remove_file(file);
        }
    }

    /// Stops it, as a machine that is switched off does.
    ///
    /// # Panics
    /// When it does not stop.
    pub fn stop(&self) {
        let mut control = Command::new(self.programs.join("pg_ctl"));
        // As whoever the server runs as.
        let owner = fs::metadata(self.folder.path()).expect("its folder");
        control.uid(owner.uid()).gid(owner.gid()).current_dir("/");
        control.arg("-D").arg(self.folder.path().join("data")).args([
            "-w",
            "-m",
            "immediate",
            "stop",
        ]);
        let done =
            control.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(done.is_ok_and(|done| done.success()), "Postgres does not stop");
    }

    /// Starts it again after [`Cluster::kill`] or [`Cluster::stop`], on what it has left and on the same port.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn start_again(&self) {
        let mut keeper = self.keeper.stdin.as_ref().expect("a keeper");
        keeper.write_all(b"\n").and_then(|()| keeper.flush()).expect("told");
        assert!(self.is_ready(), "the port was taken meanwhile");
    }

    /// Copies its files while it is stopped, as a backup of the whole machine does.
    ///
    /// # Panics
    /// When they cannot be copied.
    pub fn keep_files(&self) -> TempDir {
        let kept = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        copied(&self.folder.path().join("data"), kept.path());
        kept
    }

    /// Puts copied files in the place of its own while it is stopped.
    ///
    /// # Panics
    /// When they cannot be put there.
    pub fn put_back(&self, kept: &TempDir) {
        fs::remove_dir_all(self.folder.path().join("data")).expect("its files go");
        copied(&kept.path().join("data"), self.folder.path());
    }

    fn pid_file(&self) -> PathBuf {
        self.folder.path().join("data/postmaster.pid")
    }

    /// Waits until the server says so in its pid file; false when the port was taken meanwhile.
    fn is_ready(&self) -> bool {
        let pid_file = self.pid_file();
        let limit = Instant::now() + Duration::from_secs(60);
        loop {
            let log = || fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            let state = fs::read_to_string(&pid_file).unwrap_or_default();
            if state.lines().any(|line| line.trim() == "ready") {
                return true;
            }
            if log().contains("Address already in use") {
                return false;
            }
            assert!(Instant::now() < limit, "Postgres did not come up:\n{}", log());
            // Whoever asks too early is told so.
            let ends =
                |line: &str| line.contains("FATAL") && !line.contains("the database system is");
            assert!(!log().lines().any(ends), "Postgres did not come up:\n{}", log());
            sleep(Duration::from_millis(5));
        }
    }

    /// A new, empty database.
    pub fn database(self: &Arc<Self>) -> Database {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("desk_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let admin = Database { cluster: Arc::clone(self), name: "postgres".into() };
        admin.run(&format!("CREATE DATABASE {name} TEMPLATE template0"));
        Database { cluster: Arc::clone(self), name }
    }

    /// Puts a file into its data folder that only the server may read, as keys must be.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn put(&self, name: &str, content: &str) {
        let data = self.folder.path().join("data");
        let path = data.join(name);
        fs::write(&path, content).expect("a file of the server's");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its own");
        let owner = fs::metadata(&data).expect("its folder");
        chown(&path, Some(owner.uid()), Some(owner.gid())).expect("the file changes hands");
    }

    /// The loopback port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of its Unix socket.
    pub fn socket(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let limit = Instant::now() + Duration::from_secs(10);
        while Instant::now() < limit {
            if !matches!(self.keeper.try_wait(), Ok(None)) {
                return;
            }
            sleep(Duration::from_millis(10));
        }
        // The group is the keeper's own: this takes the server along.
        let group = format!("-{}", self.keeper.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.keeper.wait();
    }
}

impl Database {
    /// Its address over the loopback interface.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{}", self.cluster.port, self.name)
    }

    /// Its cluster.
    pub fn cluster(&self) -> &Arc<Cluster> {
        &self.cluster
    }

    /// Runs statements with psql, stopping at the first error, and gives what they print.
    ///
    /// # Panics
    /// When a statement fails.
    pub fn run(&self, sql: &str) -> String {
        let mut script = tempfile::tempfile().expect("a temporary file");
        script.write_all(sql.as_bytes()).and_then(|()| script.rewind()).expect("it takes the text");
        let mut psql = self.client("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args(["--set=ON_ERROR_STOP=1", "--file=-"])
            .stdin(script);
        finished(psql.output().expect("psql runs"))
    }

    /// The one JSON value that a query gives.
    pub fn json(&self, query: &str) -> Json {
        let text = self.run(query);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
    }

    /// The whole database as SQL, schema and rows, without the desk's own schema.
    pub fn dump(&self) -> String {
        let mut dump = self.client("pg_dump");
        let text = finished(dump.arg("--exclude-schema=desk_sync").output().expect("pg_dump runs"));
        // Newer versions fence the dump with a random word.
        text.lines()
            .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
            .fold(String::new(), |text, line| text + line + "\n")
    }

    /// Keeps it as it is, in place of what was kept before. Whoever is connected is thrown out.
    ///
    /// # Panics
    /// When Postgres refuses.
    pub fn back_up(&self) {
        let (admin, name) = (self.beside(), &self.name);
        admin.run(&format!(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}';
             DROP DATABASE IF EXISTS {name}_kept;
             CREATE DATABASE {name}_kept TEMPLATE {name};"
        ));
    }

    /// Puts it back as it was kept. Whoever is connected is thrown out.
    ///
    /// # Panics
    /// When it was not kept.
    pub fn restore(&self) {
        let (admin, name) = (self.beside(), &self.name);
        admin.run(&format!(
            "DROP DATABASE {name} WITH (FORCE);\nALTER DATABASE {name}_kept RENAME TO {name};"
        ));
    }

    /// Another one of the cluster, from which this one can be replaced.
    fn beside(&self) -> Self {
        Self { cluster: Arc::clone(&self.cluster), name: "postgres".into() }
    }

    /// One of Postgres' own programs, of the server's version.
    pub fn program(&self, name: &str) -> Command {
        Command::new(self.cluster.programs.join(name))
    }

    fn client(&self, program: &str) -> Command {
        let mut client = self.program(program);
        client.arg("--dbname").arg(self.url()).env("PGOPTIONS", "-c client_min_messages=warning");
        client
    }
}

/// With owners and rights.
fn copied(from: &Path, into: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(into).status();
    assert!(copied.is_ok_and(|done| done.success()), "{} is copied", from.display());
}

fn finished(output: std::process::Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Who runs the server: it refuses to run as root.
struct Owner(Option<(u32, u32)>);

impl Owner {
    /// The user who made `folder`, or an unprivileged one if that is root.
    fn of(folder: &Path) -> Self {
        if fs::metadata(folder).is_ok_and(|m| m.uid() != 0) {
            return Self(None);
        }
        let id = |flag: &str, user: &str| -> Option<u32> {
            let output = Command::new("id").args([flag, user]).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        };
        let user = ["postgres", "nobody"]
            .into_iter()
            .find_map(|user| Some((id("-u", user)?, id("-g", user)?)))
            .expect("Postgres does not run as root, and there is no user postgres or nobody");
        Self(Some(user))
    }

    fn take(&self, folder: &Path) {
        if let Self(Some((user, group))) = *self {
            chown(folder, Some(user), Some(group)).expect("the folder changes hands");
        }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").env_remove("PGOPTIONS");
        if let Self(Some((user, group))) = *self {
            command.uid(user).gid(group);
        }
        command
    }
}

/// All processes of this machine that are not dead: each with the one that started it.
fn processes() -> Vec<(String, String)> {
    let all = Command::new("ps").args(["-A", "-o", "pid=,ppid=,stat="]).output().expect("ps runs");
    let all = String::from_utf8_lossy(&all.stdout).into_owned();
    let each = all.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (process, parent, state) = (words.next()?, words.next()?, words.next()?);
        // A dead one stays listed until somebody has asked after it.
        (!state.starts_with('Z')).then(|| (process.to_owned(), parent.to_owned()))
    });
    each.collect()
}

/// The folder of Postgres' programs: the one on the PATH, or Debian's newest, which is not on it.
fn programs() -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let version = |folder: &PathBuf| -> u32 {
        let number = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<_> = debian.map(|version| version.path().join("bin")).collect();
    debian.sort_by_key(|folder| std::cmp::Reverse(version(folder)));
    env::split_paths(&path)
        .chain(debian)
        .find(|folder| {
            // Some machines have only a part of them on the PATH.
            let needed = ["initdb", "postgres", "psql", "pg_dump"];
            needed.iter().all(|program| folder.join(program).is_file())
        })
        .expect("Postgres is not installed: on Debian and Ubuntu, apt-get install postgresql")
}
