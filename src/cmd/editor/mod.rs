//! What editors find in a site: settings, snippets, one form for every file.
//!
//! The schemas themselves come from `model::schema`. VS Code gets a file of
//! settings that names them and one of snippets; `.editorconfig` is for all
//! others. A file that is there belongs to the people who edit it.
//!
//! Never: what a schema says.

/// The files, by path.
pub(super) fn files() -> [(&'static str, String); 4] {
    [
        (".editorconfig", include_str!("editorconfig").to_owned()),
        (".vscode/extensions.json", include_str!("extensions.json").to_owned()),
        (".vscode/settings.json", include_str!("settings.json").to_owned()),
        (".vscode/latchwork.code-snippets", include_str!("snippets.json").to_owned()),
    ]
}
