//! Packing: a site as one file to take along, and as smaller files for a server to send.
//!
//! [`zip()`] puts a sealed bundle into one folder of a zip file, for a stick or an attachment, with `SHA256SUMS` beside the
//! pages: whoever gets it can check with everyday tools that it is whole. [`smaller`] gives the text files once more as
//! `.br` and `.gz`, which web servers send as they are. The same site gives the same bytes: names are in order, every
//! entry has the same day, and nothing of this machine goes in.
//!
//! Never: the disk, how pages are made.

use crate::bundle::{Bundle, Sealed};
use crate::diag::Diagnostics;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Write as _};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// The list of all other files with their SHA-256, as `sha256sum --check` reads it.
pub const SUMS: &str = "SHA256SUMS";

/// Endings of files that are text, and so get much smaller.
const TEXT: [&str; 10] = ["conf", "css", "html", "ics", "js", "json", "svg", "txt", "webmanifest", "xml"];
/// Below so many bytes nothing is worth another file.
const SMALLEST: usize = 512;
/// What programs may do with the files: read and write for their owner, read for others.
const RIGHTS: u32 = 0o644;

/// Whether a file is text, by its ending.
fn is_text(address: &str) -> bool {
    address.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}

/// A site as a zip file with everything in one folder of this name.
///
/// # Errors
/// Where it does not fit into a zip file.
pub fn zip(sealed: &Sealed, folder: &str) -> ZipResult<Vec<u8>> {
    let sums = sums(sealed.bundle());
    let mut entries: Vec<(&str, &[u8])> = sealed.bundle().iter().chain([(SUMS, sums.as_bytes())]).collect();
    entries.sort_unstable();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (address, bytes) in entries {
        // What is packed already only takes time to pack again.
        let method =
            if is_text(address) || address == SUMS { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level((method == CompressionMethod::Deflated).then_some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(RIGHTS);
        writer.start_file(format!("{folder}/{address}"), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn sums(bundle: &Bundle) -> String {
    let entries: Vec<(&str, &[u8])> = bundle.iter().collect();
    let lines: Vec<String> =
        entries.par_iter().map(|(address, bytes)| format!("{}  {address}\n", sha256(bytes))).collect();
    lines.concat()
}

/// The SHA-256 of some bytes in hexadecimal digits, as people compare it.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
}

/// Puts each text file of a bundle beside itself as `.br` and `.gz`, where that is smaller.
pub fn smaller(bundle: &mut Bundle, diags: &mut Diagnostics) {
    let texts: Vec<(&str, &[u8])> =
        bundle.iter().filter(|(address, bytes)| is_text(address) && bytes.len() >= SMALLEST).collect();
    let packed: Vec<(String, Vec<u8>, String)> = texts
        .par_iter()
        .flat_map_iter(|(address, bytes)| {
            let forms = [("br", brotli(bytes)), ("gz", gzip(bytes))];
            let good = forms.into_iter().filter(|(_, packed)| packed.len() < bytes.len());
            good.map(move |(ending, packed)| (format!("{address}.{ending}"), packed, (*address).to_owned()))
        })
        .collect();
    for (address, bytes, from) in packed {
        bundle.insert(address, bytes, from, diags);
    }
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = BrotliEncoderParams { quality: 9, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut packed, &parameters).expect("memory can be read and written");
    packed
}

/// Without a name and a time in its head.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).expect("memory can be written")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn bundle(files: &[(&str, &str)]) -> (Bundle, Diagnostics) {
        let (mut bundle, mut diags) = (Bundle::new(), Diagnostics::new());
        for (address, text) in files {
            bundle.insert(*address, text.as_bytes(), "a test", &mut diags);
        }
        (bundle, diags)
    }

    #[test]
    fn what_is_packed_says_the_same() {
        let text = "An hour of rest, and a glass of water. ".repeat(100);
        let (mut bundle, mut diags) = bundle(&[("a.html", &text), ("b.html", "short"), ("c.pdf", &text)]);
        smaller(&mut bundle, &mut diags);
        let addresses: Vec<&str> = bundle.iter().map(|(address, _)| address).collect();
        assert_eq!(addresses, ["a.html", "a.html.br", "a.html.gz", "b.html", "c.pdf"]);
        let (mut one, mut two) = (String::new(), Vec::new());
        let gz = bundle.get("a.html.gz").expect("it is there");
        flate2::read::GzDecoder::new(gz).read_to_string(&mut one).expect("it can be unpacked");
        let br = bundle.get("a.html.br").expect("it is there");
        brotli::BrotliDecompress(&mut Cursor::new(br), &mut two).expect("it can be unpacked");
        assert_eq!((one.as_str(), two.as_slice()), (text.as_str(), text.as_bytes()));
    }

    #[test]
    fn a_sum_is_the_known_one() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
