//! A picture of sixteen colours as a PNG file.
//!
//! Half a byte a point, and nearly all points alike: such a file is a few
//! kilobytes and is packed in a fraction of the time that full colour takes.
//!
//! Never: what the colours mean.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

/// The colours that a picture may have.
pub(super) const COLOURS: usize = 16;

/// Writes rows of points, two in a byte, each the number of a colour. The width is even.
pub(super) fn write(width: u32, height: u32, palette: &[[u8; 3]; COLOURS], points: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(32 << 10);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Four);
    encoder.set_palette(palette.concat());
    // Most rows are like the one above. This pair takes a third of a millisecond, where others take ten for as much.
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header().expect("a picture in memory has room for its head");
    writer.write_image_data(points).expect("a picture has as many points as its head says");
    drop(writer);
    bytes
}
