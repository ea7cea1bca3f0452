//! Drawings as pixels: pictures for those who cannot use SVG, and previews.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::drawing::Drawing;
use super::{WriteError, font, svg};

/// How many pixels a picture in a file has for each unit of the drawing.
const DENSITY: f32 = 2.0;

/// A picture in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes for each pixel, row by row: red, green, blue and opacity, which is always whole.
    pub rgba: Vec<u8>,
    /// What is to be seen on it.
    pub words: String,
}

/// The drawing as a PNG file with twice its size in pixels.
pub(super) fn png(drawing: &Drawing) -> Result<Vec<u8>, WriteError> {
    pixels(drawing, DENSITY)?.encode_png().map_err(|error| WriteError::Picture(error.to_string()))
}

/// The drawing in pixels, one for each of its units.
pub(super) fn preview(drawing: &Drawing) -> Result<Picture, WriteError> {
    let pixels = pixels(drawing, 1.0)?;
    let (width, height) = (pixels.width(), pixels.height());
    Ok(Picture { width, height, rgba: pixels.take(), words: drawing.words.clone() })
}

fn pixels(drawing: &Drawing, density: f32) -> Result<Pixmap, WriteError> {
    let mut faces = fontdb::Database::new();
    for face in [font::REGULAR, font::STRONG] {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    let options = Options { font_family: "Inter".to_owned(), fontdb: Arc::new(faces), ..Options::default() };
    let tree =
        Tree::from_str(&svg::write(drawing), &options).map_err(|error| WriteError::Picture(error.to_string()))?;
    let size = tree.size().to_int_size().scale_by(density);
    let too_large = || WriteError::Picture("it has more pixels than memory".to_owned());
    let size = size.ok_or_else(too_large)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(density, density), &mut pixels.as_mut());
    Ok(pixels)
}
