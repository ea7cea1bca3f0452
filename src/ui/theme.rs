//! How Premia looks: colours by role, type and spacing, in light and dark.
#![allow(clippy::disallowed_methods, reason = "the one file in which colours are made")]

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::style::ScrollAnimation;
use egui::{Color32, CornerRadius, FontData, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme, vec2};

/// Small print.
pub const SMALL: f32 = 12.0;
/// Labels.
pub const LABEL: f32 = 13.0;
/// Running text.
pub const BODY: f32 = 14.0;
/// The sentence at the head of a place.
pub const HEADING: f32 = 22.0;
/// A figure on a tile.
pub const STAT: f32 = 26.0;

/// Steps of the spacing scale in points.
pub mod space {
    /// Between things that belong together.
    pub const XS: f32 = 4.0;
    /// Inside controls.
    pub const S: f32 = 8.0;
    /// Between rows.
    pub const M: f32 = 12.0;
    /// Inside cards, and between them.
    pub const L: f32 = 16.0;
    /// Around a place.
    pub const XL: f32 = 24.0;
}

/// Corner radius of buttons and fields.
pub const CONTROL_RADIUS: u8 = 7;
/// Corner radius of cards.
pub const CARD_RADIUS: u8 = 10;
/// Height of a control that is easy to hit.
pub const CONTROL_HEIGHT: f32 = 32.0;

/// Colours by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Cards and bars.
    pub panel: Color32,
    /// Hairlines.
    pub line: Color32,
    /// The groove of sliders, bars and timelines.
    pub track: Color32,
    /// Edges of controls, which must be seen.
    pub edge: Color32,
    /// Text.
    pub text: Color32,
    /// Text of less weight.
    pub muted: Color32,
    /// Text of least weight.
    pub faint: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Behind things in the accent.
    pub accent_tint: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Things that need a look.
    pub warning: Color32,
    /// Behind warnings.
    pub warning_tint: Color32,
    /// Things that went well.
    pub good: Color32,
    /// Behind good things.
    pub good_tint: Color32,
    /// Lines of charts beside the accent's and the edge's, which no common colour blindness mixes up with one another.
    pub beside: [Color32; 3],
}

const LIGHT: Palette = Palette {
    background: Color32::from_rgb(0xF6, 0xF7, 0xF9),
    panel: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    line: Color32::from_rgb(0xE3, 0xE6, 0xEB),
    track: Color32::from_rgb(0xED, 0xEF, 0xF3),
    edge: Color32::from_rgb(0x86, 0x8F, 0x9C),
    text: Color32::from_rgb(0x14, 0x18, 0x1F),
    muted: Color32::from_rgb(0x5B, 0x64, 0x72),
    faint: Color32::from_rgb(0x68, 0x71, 0x7F),
    accent: Color32::from_rgb(0x0F, 0x6E, 0x84),
    accent_tint: Color32::from_rgb(0xE3, 0xF1, 0xF4),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    warning: Color32::from_rgb(0x8F, 0x53, 0x00),
    warning_tint: Color32::from_rgb(0xFF, 0xF3, 0xDC),
    good: Color32::from_rgb(0x1B, 0x72, 0x47),
    good_tint: Color32::from_rgb(0xE4, 0xF4, 0xEB),
    beside: [
        Color32::from_rgb(0x8F, 0x53, 0x00),
        Color32::from_rgb(0x8A, 0x3F, 0xC4),
        Color32::from_rgb(0x14, 0x18, 0x1F),
    ],
};

const DARK: Palette = Palette {
    background: Color32::from_rgb(0x10, 0x13, 0x18),
    panel: Color32::from_rgb(0x17, 0x1B, 0x22),
    line: Color32::from_rgb(0x26, 0x2C, 0x36),
    track: Color32::from_rgb(0x22, 0x28, 0x33),
    edge: Color32::from_rgb(0x6A, 0x75, 0x86),
    text: Color32::from_rgb(0xE8, 0xEB, 0xF0),
    muted: Color32::from_rgb(0xA3, 0xAC, 0xBA),
    faint: Color32::from_rgb(0x8F, 0x9A, 0xAA),
    accent: Color32::from_rgb(0x4F, 0xB7, 0xCE),
    accent_tint: Color32::from_rgb(0x14, 0x32, 0x3A),
    on_accent: Color32::from_rgb(0x0B, 0x14, 0x18),
    warning: Color32::from_rgb(0xF0, 0xB4, 0x58),
    warning_tint: Color32::from_rgb(0x33, 0x27, 0x0F),
    good: Color32::from_rgb(0x5D, 0xC4, 0x8F),
    good_tint: Color32::from_rgb(0x13, 0x2E, 0x21),
    beside: [
        Color32::from_rgb(0xF0, 0xB4, 0x58),
        Color32::from_rgb(0xC4, 0x5C, 0xF0),
        Color32::from_rgb(0xE8, 0xEB, 0xF0),
    ],
};

const HIGH_CONTRAST: Palette = Palette {
    background: Color32::from_rgb(0x00, 0x00, 0x00),
    panel: Color32::from_rgb(0x05, 0x05, 0x05),
    line: Color32::from_rgb(0x8C, 0x8C, 0x8C),
    track: Color32::from_rgb(0x2E, 0x2E, 0x2E),
    edge: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    text: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    muted: Color32::from_rgb(0xE8, 0xE8, 0xE8),
    faint: Color32::from_rgb(0xD8, 0xD8, 0xD8),
    accent: Color32::from_rgb(0x5C, 0xE1, 0xFF),
    accent_tint: Color32::from_rgb(0x00, 0x32, 0x3F),
    on_accent: Color32::from_rgb(0x00, 0x00, 0x00),
    warning: Color32::from_rgb(0xFF, 0xC8, 0x4A),
    warning_tint: Color32::from_rgb(0x33, 0x24, 0x00),
    good: Color32::from_rgb(0x74, 0xF0, 0xA8),
    good_tint: Color32::from_rgb(0x00, 0x32, 0x18),
    beside: [
        Color32::from_rgb(0xFF, 0xC8, 0x4A),
        Color32::from_rgb(0xC0, 0x8C, 0xFF),
        Color32::from_rgb(0xFF, 0x70, 0x90),
    ],
};

/// The sets of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// White on black.
    HighContrast,
}

impl Palette {
    /// The palette that `ui` is drawn in.
    #[must_use]
    pub fn of(ui: &egui::Ui) -> Self {
        let behind = ui.visuals().panel_fill;
        [DARK, HIGH_CONTRAST].into_iter().find(|palette| palette.background == behind).unwrap_or(LIGHT)
    }

    /// The palette of a set of colours.
    #[must_use]
    pub const fn in_colours(colours: Colours) -> Self {
        match colours {
            Colours::Light => LIGHT,
            Colours::Dark => DARK,
            Colours::HighContrast => HIGH_CONTRAST,
        }
    }

    /// A colour mixed with the panel behind it, from 0 (invisible) to 1 (full).
    #[must_use]
    pub fn on_panel(&self, colour: Color32, strength: f32) -> Color32 {
        self.panel.lerp_to_gamma(colour, strength)
    }
}

/// The semi-bold face.
#[must_use]
pub fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("strong".into()))
}

/// The regular face.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Gives the program its fonts, and both themes their styles. The theme itself follows the system.
pub fn install(ctx: &egui::Context) {
    ctx.add_font(face("Inter", include_bytes!("../../assets/fonts/Inter-Regular-tnum.otf"), &FontFamily::Proportional));
    ctx.add_font(face(
        "Inter strong",
        include_bytes!("../../assets/fonts/Inter-SemiBold-tnum.otf"),
        &FontFamily::Name("strong".into()),
    ));
    egui_material_icons::initialize(ctx);
    style(ctx, false, true);
}

/// Styles both themes; in high contrast both look the same, and without motion nothing takes time to open or scroll.
pub(super) fn style(ctx: &egui::Context, is_high_contrast: bool, has_motion: bool) {
    for (theme, own) in [(Theme::Light, LIGHT), (Theme::Dark, DARK)] {
        let palette = if is_high_contrast { HIGH_CONTRAST } else { own };
        ctx.style_mut_of(theme, |style| {
            apply(style, &palette);
            style.animation_time = if has_motion { 0.1 } else { 0.0 };
            style.scroll_animation = if has_motion { ScrollAnimation::default() } else { ScrollAnimation::none() };
        });
    }
}

fn face(name: &str, bytes: &'static [u8], family: &FontFamily) -> FontInsert {
    let family = InsertFontFamily { family: family.clone(), priority: FontPriority::Highest };
    FontInsert::new(name, FontData::from_static(bytes), vec![family])
}

fn apply(style: &mut Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Small, regular(SMALL)),
        (TextStyle::Body, regular(BODY)),
        (TextStyle::Button, regular(BODY)),
        (TextStyle::Heading, strong(HEADING)),
        (TextStyle::Monospace, FontId::new(LABEL, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(space::S, space::S);
    style.spacing.button_padding = vec2(space::M, 6.0);
    style.spacing.interact_size = vec2(40.0, CONTROL_HEIGHT);
    style.spacing.menu_margin = Margin::same(8);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.combo_width = 120.0;
    style.spacing.slider_rail_height = 4.0;
    style.spacing.slider_width = 180.0;
    style.interaction.selectable_labels = false;
    colour(&mut style.visuals, palette);
}

fn colour(visuals: &mut egui::Visuals, palette: &Palette) {
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.panel;
    visuals.extreme_bg_color = palette.panel;
    visuals.faint_bg_color = palette.on_panel(palette.track, 0.5);
    visuals.text_edit_bg_color = Some(palette.panel);
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.warning;
    visuals.selection.bg_fill = palette.accent_tint;
    visuals.selection.stroke = Stroke::new(2.0, palette.accent);
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = egui::style::HandleShape::Circle;
    visuals.weak_text_color = Some(palette.muted);
    visuals.striped = false;
    let widgets = &mut visuals.widgets;
    for (widget, fill, stroke) in [
        (&mut widgets.noninteractive, palette.panel, palette.line),
        (&mut widgets.inactive, palette.panel, palette.line),
        (&mut widgets.hovered, palette.on_panel(palette.track, 0.7), palette.edge),
        (&mut widgets.active, palette.track, palette.accent),
        (&mut widgets.open, palette.track, palette.edge),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, stroke);
        widget.fg_stroke = Stroke::new(1.0, palette.text);
        widget.corner_radius = CornerRadius::same(CONTROL_RADIUS);
        widget.expansion = 0.0;
    }
    widgets.inactive.bg_fill = palette.track;
}

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let [red, green, blue, _] = egui::Rgba::from(colour).to_array();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests;
