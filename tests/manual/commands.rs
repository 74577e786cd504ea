//! The manual's list of commands, made from the definition of the command line.
//!
//! `reference/commands.md` has a part between two marks that is exactly what
//! stands here; `BLESS=1 cargo test --test manual` writes it.
//!
//! Never: what a command does.

use clap::{Arg, Command, CommandFactory as _};
use latchwork::cli::Cli;

/// The first and the last line around the part of the page that is made here.
const MARKS: [&str; 2] = ["## build {#command-build}", "## For every command {#every}"];

/// The page with the list as it has to be.
pub fn with_list(page: &str) -> String {
    let [start, end] = MARKS.map(|mark| page.find(mark).unwrap_or_else(|| panic!("the page has no line {mark}")));
    format!("{}{}{}", &page[..start], list(), &page[end..])
}

/// A section for each command, with all that can be typed behind it.
fn list() -> String {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut out = String::new();
    for inner in command.get_subcommands() {
        section(inner, inner.get_name(), &mut out);
    }
    out
}

fn section(command: &Command, path: &str, out: &mut String) {
    let words = |text: Option<&clap::builder::StyledStr>| text.map(ToString::to_string).unwrap_or_default();
    let (short, long) = (words(command.get_about()), words(command.get_long_about()));
    let about = if long.is_empty() { format!("{short}.") } else { long.replacen("\n\n", ".\n\n", 1) };
    out.push_str(&format!("## {path} {{#command-{}}}\n\n{about}\n\n", path.replace(' ', "-")));
    let usage = command.clone().render_usage().to_string().replace("Usage: ", "");
    let usage =
        usage.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |all, line| all + line + "\n");
    out.push_str(&format!("```sh\n{usage}```\n\n"));
    let own = command.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help");
    let rows: Vec<String> = own.filter(|argument| !argument.is_hide_set()).map(row).collect();
    if !rows.is_empty() {
        out.push_str("| write | what it does |\n|---|---|\n");
        out.push_str(&rows.concat());
        out.push('\n');
    }
    for inner in command.get_subcommands() {
        section(inner, &format!("{path} {}", inner.get_name()), out);
    }
}

/// A row of the table: the option or the value, and its help on one line.
fn row(argument: &Arg) -> String {
    let value = argument.get_value_names().filter(|_| argument.get_action().takes_values());
    let value = value.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let name = match argument.get_long() {
        Some(long) => format!("--{long} {value}").trim().to_owned(),
        None => value,
    };
    let help = argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    let help = help.replacen("\n\n", ". ", 1);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let help = help.replace(" [default: ", "; without it, ").replace(']', "");
    let choices: Vec<String> =
        argument.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    let choices = if choices.is_empty() || !argument.get_action().takes_values() {
        String::new()
    } else {
        format!(": {}", choices.join(", "))
    };
    let usual: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let usual = if usual.is_empty() || !argument.get_action().takes_values() {
        String::new()
    } else {
        format!("; without it, `{}`", usual.join(", "))
    };
    format!("| `{}` | {}{choices}{usual} |\n", name.replace('|', "\\|"), help.replace('|', "\\|"))
}
