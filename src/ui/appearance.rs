//! How the user wants the window to look: colours, scale and motion; kept with the window's place, not in profiles.

use egui::{Context, Id, Theme, ThemePreference};

use super::theme;

/// Which colours the window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Light or dark, as the system says.
    System,
    /// Dark words on light sheets.
    Light,
    /// Light words on dark sheets.
    Dark,
    /// White on black, with strong edges.
    HighContrast,
}

impl Look {
    /// Every look with its words, in the order of the choice.
    pub(super) const CHOICES: [(Self, &'static str); 4] = [
        (Self::System, "As the system"),
        (Self::Light, "Light"),
        (Self::Dark, "Dark"),
        (Self::HighContrast, "High contrast"),
    ];

    /// The look that the window has.
    pub(super) fn of(ctx: &Context) -> Self {
        if is_set(ctx, HIGH_CONTRAST) {
            return Self::HighContrast;
        }
        match ctx.options(|options| options.theme_preference) {
            ThemePreference::System => Self::System,
            ThemePreference::Light => Self::Light,
            ThemePreference::Dark => Self::Dark,
        }
    }

    /// Gives the window this look.
    pub(super) fn wear(self, ctx: &Context) {
        set(ctx, HIGH_CONTRAST, self == Self::HighContrast);
        ctx.set_theme(match self {
            Self::System => ThemePreference::System,
            Self::Light => ThemePreference::Light,
            Self::Dark | Self::HighContrast => ThemePreference::Dark,
        });
        restyle(ctx);
    }

    /// The look after this one, when it is switched without choosing.
    pub(super) fn next(ctx: &Context) -> Self {
        match (Self::of(ctx), ctx.theme()) {
            (Self::HighContrast, _) | (_, Theme::Dark) => Self::Light,
            (_, Theme::Light) => Self::Dark,
        }
    }
}

/// Whether things move on their own when they open, close or scroll.
pub(super) fn has_motion(ctx: &Context) -> bool {
    !is_set(ctx, WITHOUT_MOTION)
}

/// Lets things move, or stands them still.
pub(super) fn set_motion(ctx: &Context, has_motion: bool) {
    set(ctx, WITHOUT_MOTION, !has_motion);
    restyle(ctx);
}

const HIGH_CONTRAST: &str = "high contrast";
const WITHOUT_MOTION: &str = "without motion";

/// Styles the window as was chosen, now or when it was last open.
pub fn restyle(ctx: &Context) {
    theme::style(ctx, is_set(ctx, HIGH_CONTRAST), has_motion(ctx));
}

fn is_set(ctx: &Context, name: &'static str) -> bool {
    ctx.data_mut(|data| data.get_persisted(Id::unique(name))).unwrap_or_default()
}

fn set(ctx: &Context, name: &'static str, value: bool) {
    ctx.data_mut(|data| data.insert_persisted(Id::unique(name), value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Colours, Palette};

    #[test]
    fn a_look_is_worn_and_followed_by_the_next() {
        #[track_caller]
        fn check(look: Look, expect: Colours, next: Look) {
            let ctx = Context::default();
            theme::install(&ctx);
            look.wear(&ctx);
            assert_eq!(Look::of(&ctx), look);
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                assert_eq!(Palette::of(ui), Palette::in_colours(expect), "{look:?}");
            });
            // Nothing is painted here.
            output.textures_delta.clear();
            assert_eq!(Look::next(&ctx), next);
        }
        check(Look::Light, Colours::Light, Look::Dark);
        check(Look::Dark, Colours::Dark, Look::Light);
        check(Look::HighContrast, Colours::HighContrast, Look::Light);
    }

    #[test]
    fn without_motion_nothing_takes_time() {
        let ctx = Context::default();
        theme::install(&ctx);
        assert!(has_motion(&ctx) && ctx.style_of(Theme::Dark).animation_time > 0.0);
        set_motion(&ctx, false);
        assert!(!has_motion(&ctx));
        for theme in [Theme::Light, Theme::Dark] {
            assert!(ctx.style_of(theme).animation_time <= 0.0);
        }
    }
}
