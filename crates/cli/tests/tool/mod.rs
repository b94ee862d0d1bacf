//! Running the command in a temporary folder. Does not live here: any expectation.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder of its own for one test, with a small sound corpus in `corpus/`.
pub struct Workshop {
    folder: TempDir,
}

/// What a run left.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

const INFO: &str = "title = \"Ferry talks\"\n\n[[side]]\nid = \"norland\"\nname = \"Norland\"\n\n[[speaker]]\nid = \"anna-azul\"\nname = \"Anna Azul\"\nside = \"norland\"\n\n[[topic]]\nid = \"ferries\"\nname = \"Ferries\"\nhashtags = [\"Ferries\"]\n";

const OPENING: &str = "---\ntitle: Opening words\ndate: 2024-03-04\nspeaker: anna-azul\nkind: remarks\ntext: full\n---\nThe ferry runs again from Monday.\n\n## #Ferries\n\n- Night crossings stay closed until May.\n- Fares fall by 12 per cent.\n";

const READOUT: &str = "---\ntitle: Readout of the ferry talks\ndate: 2024-03-05\nside: norland\nkind: readout\ntext: digest\n---\nBoth ministers welcomed that the ferry runs again.\n\nNight crossings were not agreed.\n";

impl Workshop {
    pub fn new() -> Workshop {
        let workshop = Workshop { folder: tempfile::tempdir().expect("a temporary folder") };
        workshop.write("corpus/corpus.toml", INFO);
        workshop.write("corpus/statements/opening.md", OPENING);
        workshop.write("corpus/statements/2024/readout.md", READOUT);
        workshop
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file in the folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }

    /// Names of everything directly in a folder, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
        names.sort();
        names
    }

    /// The command with these arguments, run in the folder, not started yet.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        let output = self.command(args).output().expect("the command can be started");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8 output");
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}
