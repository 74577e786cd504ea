//! Tells cargo that the built-in templates, the theme and the sample site are part of the program.
//!
//! A file that is changed is noticed anyway; one that is new in such a folder
//! is embedded only because of this.
//!
//! Never: anything that is generated.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=theme");
    println!("cargo::rerun-if-changed=content");
}
