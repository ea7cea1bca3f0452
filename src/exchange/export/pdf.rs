//! The pages as a tagged PDF (PDF/UA-1) with text as text, so that it can be searched, copied and read aloud.

use std::num::NonZeroU16;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagTree,
};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};

use super::drawing::{self, Colour, Mark, Weight};
use super::font;
use super::numbers::one_line;
use super::pages::{self, Block, Item, Link, PAGE, Page, Paper, Place};
use super::{Report, WriteError};

/// What is read is English.
const LANGUAGE: &str = "en";

/// Writes the report as a PDF.
pub(super) fn write(report: &Report<'_>) -> Result<Vec<u8>, WriteError> {
    let paper = pages::set(report);
    let faces = Faces::new()?;
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| WriteError::Pdf(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(report));
    let mut marked = Marked::default();
    for page in &paper.pages {
        let (parts, links) = draw_page(&mut document, page, &faces)?;
        marked.parts.push(parts);
        marked.links.push(links);
    }
    document.set_outline(outline(&paper));
    document.set_tag_tree(tree(&paper, &marked));
    document.finish().map_err(|error| WriteError::Pdf(error.to_string()))
}

/// What the parts and links of each page are called in the tree of what is read.
#[derive(Default)]
struct Marked {
    parts: Vec<Vec<Identifier>>,
    links: Vec<Vec<Identifier>>,
}

/// The faces in the form that the pages want.
struct Faces {
    regular: Font,
    strong: Font,
}

impl Faces {
    fn new() -> Result<Self, WriteError> {
        let read = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or(WriteError::Face);
        Ok(Self { regular: read(font::REGULAR)?, strong: read(font::STRONG)? })
    }
}

fn metadata(report: &Report<'_>) -> Metadata {
    let metadata = Metadata::new()
        .title(report.title())
        .description(one_line(&report.stamp()))
        .creator(concat!("Premia ", env!("CARGO_PKG_VERSION")).to_owned())
        .language(LANGUAGE.to_owned());
    let day = report.today.to_string();
    let mut parts = day.split('-');
    let mut next = || parts.next().unwrap_or_default();
    match (next().parse(), next().parse(), next().parse()) {
        (Ok(year), Ok(month), Ok(day)) => metadata.creation_date(DateTime::new(year).month(month).day(day)),
        _ => metadata,
    }
}

fn draw_page(
    document: &mut Document,
    page: &Page,
    faces: &Faces,
) -> Result<(Vec<Identifier>, Vec<Identifier>), WriteError> {
    let settings = PageSettings::from_wh(near(PAGE.0), near(PAGE.1));
    let settings = settings.ok_or_else(|| WriteError::Pdf("a page has no area".to_owned()))?;
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
    for mark in &page.ornaments {
        draw(&mut surface, mark, faces);
    }
    surface.end_tagged();
    let mut parts = Vec::new();
    for part in &page.parts {
        let is_line = matches!(part.as_slice(), [Mark::Words { .. }]);
        let tag = if is_line { ContentTag::Span(SpanTag::empty()) } else { ContentTag::Other };
        parts.push(surface.start_tagged(tag));
        for mark in part {
            draw(&mut surface, mark, faces);
        }
        surface.end_tagged();
    }
    surface.finish();
    let mut links = Vec::new();
    for link in &page.links {
        links.push(sheet.add_tagged_annotation(annotation(link)?));
    }
    sheet.finish();
    Ok((parts, links))
}

fn annotation(link: &Link) -> Result<Annotation, WriteError> {
    let [left, top, right, bottom] = link.area.map(near);
    let area =
        Rect::from_ltrb(left, top, right, bottom).ok_or_else(|| WriteError::Pdf("a link has no area".to_owned()))?;
    let target = Target::Action(LinkAction::new(link.address.clone()).into());
    Ok(Annotation::new_link(LinkAnnotation::new(area, target), Some(format!("Opens {}", link.address))))
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, faces: &Faces) {
    match mark {
        Mark::Words { at, size, weight, colour, words } => {
            let face = if *weight == Weight::Strong { &faces.strong } else { &faces.regular };
            fill(surface, *colour);
            surface.draw_text(point(*at), face.clone(), near(*size), words, false, TextDirection::Auto);
        }
        Mark::Line { points, width, stroke, colour } => {
            let dash = (*stroke == drawing::Stroke::Dashed).then(|| StrokeDash { array: vec![4.0, 3.5], offset: 0.0 });
            surface.set_fill(None);
            surface.set_stroke(Some(krilla::paint::Stroke {
                paint: paint(*colour).into(),
                width: near(*width),
                line_cap: LineCap::Butt,
                line_join: LineJoin::Round,
                dash,
                ..krilla::paint::Stroke::default()
            }));
            if let Some(path) = path(points) {
                surface.draw_path(&path);
            }
        }
        Mark::Area { points, colour } => {
            fill(surface, *colour);
            if let Some(path) = path(points) {
                surface.draw_path(&path);
            }
        }
        Mark::Bar { at: (x, y), width, height, colour } => {
            fill(surface, *colour);
            let corners = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
            if let Some(path) = path(&corners) {
                surface.draw_path(&path);
            }
        }
    }
}

fn fill(surface: &mut Surface<'_>, colour: Colour) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: paint(colour).into(), opacity: NormalizedF32::ONE, ..Fill::default() }));
}

fn paint(Colour([red, green, blue]): Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn path(points: &[drawing::Point]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    builder.move_to(near(first.0), near(first.1));
    for (x, y) in rest {
        builder.line_to(near(*x), near(*y));
    }
    builder.finish()
}

fn point((x, y): drawing::Point) -> Point {
    Point::from_xy(near(x), near(y))
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page keeps its meaning as f32")]
const fn near(value: f64) -> f32 {
    value as f32
}

/// The headings, to jump to.
fn outline(paper: &Paper) -> Outline {
    let mut outline = Outline::new();
    for block in &paper.blocks {
        if let Block::Heading { words, lines, top, .. } = block
            && let Some(place) = lines.first()
        {
            let target = XyzDestination::new(place.page, point((0.0, *top)));
            outline.push_child(OutlineNode::new(words.clone(), target));
        }
    }
    outline
}

/// All that is read, as what it is.
fn tree(paper: &Paper, marked: &Marked) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for block in &paper.blocks {
        tree.push(group(block, marked));
    }
    tree
}

fn group(block: &Block, marked: &Marked) -> TagGroup {
    match block {
        Block::Heading { level, words, lines, .. } => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, Some(words.clone())), marked.leaves(lines))
        }
        Block::Paragraph(lines) => TagGroup::with_children(Tag::P, marked.leaves(lines)),
        Block::Figure { words, part } => {
            TagGroup::with_children(Tag::Figure(Some(words.clone())), marked.leaves(std::slice::from_ref(part)))
        }
        Block::Table { head, rows } => {
            let heads = head.iter().map(|cell| {
                let tag = Tag::TH(TableHeaderScope::Column);
                Node::Group(TagGroup::with_children(tag, marked.leaves(cell)))
            });
            let head = TagGroup::with_children(Tag::TR, heads.collect());
            let rows = rows.iter().map(|row| {
                let cells = row.iter().map(|cell| Node::Group(TagGroup::with_children(Tag::TD, marked.leaves(cell))));
                Node::Group(TagGroup::with_children(Tag::TR, cells.collect()))
            });
            let parts = vec![
                Node::Group(TagGroup::with_children(Tag::THead, vec![Node::Group(head)])),
                Node::Group(TagGroup::with_children(Tag::TBody, rows.collect())),
            ];
            TagGroup::with_children(Tag::Table, parts)
        }
        Block::List(items) => {
            let items = items.iter().map(|item| Node::Group(point_of_list(item, marked)));
            TagGroup::with_children(Tag::L(ListNumbering::None), items.collect())
        }
    }
}

fn point_of_list(item: &Item, marked: &Marked) -> TagGroup {
    let mut body = TagGroup::with_children(Tag::LBody, marked.leaves(&item.lines));
    for (line, link) in &item.address {
        let mut children = marked.leaves(std::slice::from_ref(line));
        match link.and_then(|link| find(&marked.links, link)) {
            Some(link) => {
                children.push(Node::Leaf(link));
                body.push(TagGroup::with_children(Tag::Link, children));
            }
            None => children.into_iter().for_each(|child| body.push(child)),
        }
    }
    TagGroup::with_children(Tag::LI, vec![Node::Group(body)])
}

impl Marked {
    fn leaves(&self, places: &[Place]) -> Vec<Node> {
        places.iter().filter_map(|place| find(&self.parts, *place)).map(Node::Leaf).collect()
    }
}

fn find(pages: &[Vec<Identifier>], place: Place) -> Option<Identifier> {
    pages.get(place.page)?.get(place.number).copied()
}
