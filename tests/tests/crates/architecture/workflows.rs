//! The workflows in `.github/workflows/` give strangers nothing: every action is pinned by its commit and listed in packaging/README.md with
//! the source of that commit, rights are named job by job, and no job runs for ever. Whether they are valid is asked by `cargo xtask test`.

use std::collections::BTreeSet;

use tonearm_tests::failure::Outcome;

use super::root;

const README: &str = "packaging/README.md";

/// The actions that a workflow uses, each with its commit and version: `owner/name@commit # v1.2.3`. Workflows of our own are no actions.
fn used(workflow: &str) -> impl Iterator<Item = &str> {
    let uses = workflow
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("uses: "));
    uses.filter(|action| !action.starts_with("./"))
}

fn is_pinned(action: &str) -> bool {
    let Some((name, version)) = action.split_once(" # v") else {
        return false;
    };
    let commit = name.split_once('@').map_or("", |(_, commit)| commit);
    let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit && version.split('.').count() == 3
}

/// One sentence for each thing that is wrong.
fn faults(name: &str, workflow: &str) -> Vec<String> {
    let unpinned = used(workflow).filter(|action| !is_pinned(action));
    let mut found: Vec<_> = unpinned
        .map(|action| format!("{name}: {action} is not pinned"))
        .collect();
    if workflow.contains("pull_request_target") {
        found.push(format!("{name}: code of strangers could run with our rights"));
    }
    if !workflow.contains("\npermissions: {}\n") {
        found.push(format!("{name}: every job has rights without naming them"));
    }
    let count = |words: &str| workflow.matches(words).count();
    if count("runs-on:") != count("timeout-minutes:") {
        found.push(format!("{name}: a job could run for hours"));
    }
    found
}

fn workflows() -> Outcome<Vec<(String, String)>> {
    let mut workflows = Vec::new();
    for entry in std::fs::read_dir(root()?.join(".github/workflows"))? {
        let entry = entry?;
        workflows.push((
            entry.file_name().to_string_lossy().into_owned(),
            std::fs::read_to_string(entry.path())?,
        ));
    }
    Ok(workflows)
}

#[test]
fn the_workflows_give_strangers_nothing() -> Outcome {
    let workflows = workflows()?;
    assert!(!workflows.is_empty(), "there are workflows");
    let faults: Vec<_> = workflows.iter().flat_map(|(name, text)| faults(name, text)).collect();
    assert_eq!(faults, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_source_of_every_pin_is_told() -> Outcome {
    let workflows = workflows()?;
    let used: BTreeSet<_> = workflows.iter().flat_map(|(_, text)| used(text)).collect();
    let readme = std::fs::read_to_string(root()?.join(README))?;
    let told: BTreeSet<_> = readme.lines().filter_map(pin_in_table).collect();
    let used: BTreeSet<_> = used.iter().map(|action| action.replace(" # ", " ")).collect();
    assert_eq!(told, used);
    Ok(())
}

/// `| owner/name | v1.2.3 | commit | … |` as `owner/name@commit v1.2.3`.
fn pin_in_table(line: &str) -> Option<String> {
    let mut columns = line
        .strip_prefix("| `")?
        .split('|')
        .map(|column| column.trim().trim_matches('`'));
    let (name, version, commit) = (columns.next()?, columns.next()?, columns.next()?);
    (commit.len() == 40).then(|| format!("{name}@{commit} {version}"))
}

#[test]
fn what_is_wrong_with_a_workflow_is_named() {
    let commit = "a".repeat(40);
    let good = format!(
        "on: push\npermissions: {{}}\njobs:\n  one:\n    runs-on: x\n    timeout-minutes: 1\n    steps:\n      \
         - uses: a/b@{commit} # v1.2.3\n  two:\n    uses: ./other.yml\n"
    );
    assert_eq!(faults("good", &good), Vec::<String>::new());
    for (from, to) in [
        (commit.as_str(), "v1"),
        (" # v1.2.3", ""),
        (" # v1.2.3", " # v1"),
        ("on: push", "on: pull_request_target"),
        ("permissions: {}\n", ""),
        ("    timeout-minutes: 1\n", ""),
    ] {
        assert_eq!(faults("bad", &good.replace(from, to)).len(), 1, "{from} -> {to}");
    }
}
