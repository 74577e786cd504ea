//! Tells cargo that the built-in templates and the theme are part of the program.
//!
//! A file that is changed is noticed anyway; one that is new in either folder
//! is embedded only because of this.
//!
//! Never: anything that is generated.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=theme");
}
