//! Whether the colours can be seen: contrast, and charts without a kind of cone.

use super::*;

#[test]
fn text_and_marks_stand_out_from_what_is_behind_them() {
    #[track_caller]
    fn check(what: &str, front: Color32, back: Color32, least: f32) {
        let ratio = contrast(front, back);
        assert!(ratio >= least, "{what}: {ratio:.2} is below {least}");
    }
    for (name, palette, least) in [("light", LIGHT, 4.5), ("dark", DARK, 4.5), ("high contrast", HIGH_CONTRAST, 7.0)] {
        for (role, colour) in
            [("text", palette.text), ("muted", palette.muted), ("faint", palette.faint), ("accent", palette.accent)]
        {
            check(&format!("{name} {role} on background"), colour, palette.background, least);
            check(&format!("{name} {role} on panel"), colour, palette.panel, least);
        }
        check(&format!("{name} muted on track"), palette.muted, palette.track, least);
        check(&format!("{name} text on tint"), palette.text, palette.accent_tint, least);
        check(&format!("{name} accent on tint"), palette.accent, palette.accent_tint, least);
        check(&format!("{name} warning on tint"), palette.warning, palette.warning_tint, least);
        check(&format!("{name} good on tint"), palette.good, palette.good_tint, least);
        check(&format!("{name} on accent"), palette.on_accent, palette.accent, least);
        check(&format!("{name} edge on panel"), palette.edge, palette.panel, 3.0);
        check(&format!("{name} edge on background"), palette.edge, palette.background, 3.0);
        // The names of lines stand in the colours of the lines.
        for colour in palette.beside {
            check(&format!("{name} line {colour:?} on panel"), colour, palette.panel, least);
        }
    }
}

/// The least that two lines of a chart may be apart in Lab (CIE76), for the eyes of [`SIGHTS`]. About 2 is just seen side
/// by side; lines lie apart from one another.
const LEAST_APART: f32 = 15.0;

/// What is seen of linear red, green and blue: by all cones, and without those for long, middle and short waves.
///
/// Source: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
/// (2009), severity 1.
const SIGHTS: [(&str, [[f32; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

/// A colour in Lab under daylight (D65), as it is seen through a matrix.
fn lab(colour: Color32, sight: &[[f32; 3]; 3]) -> [f32; 3] {
    let [red, green, blue, _] = egui::Rgba::from(colour).to_array();
    let seen = sight.map(|row| (row[0] * red + row[1] * green + row[2] * blue).clamp(0.0, 1.0));
    let bend = |part: f32| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
    let sum = |of: [f32; 3]| of[0] * seen[0] + of[1] * seen[1] + of[2] * seen[2];
    let x = bend(sum([0.4124, 0.3576, 0.1805]) / 0.9505);
    let y = bend(sum([0.2126, 0.7152, 0.0722]));
    let z = bend(sum([0.0193, 0.1192, 0.9505]) / 1.0888);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn apart(one: Color32, other: Color32, sight: &[[f32; 3]; 3]) -> f32 {
    let (one, other) = (lab(one, sight), lab(other, sight));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
}

#[test]
fn lines_of_charts_are_told_apart_by_every_eye() {
    #[track_caller]
    fn check(theme: &str, palette: &Palette) {
        let [first, second, third] = palette.beside;
        let lines = [palette.accent, palette.edge, first, second, third];
        for (sight, matrix) in &SIGHTS {
            for (at, one) in lines.iter().enumerate() {
                for (with, other) in lines.iter().enumerate().skip(at + 1) {
                    let distance = apart(*one, *other, matrix);
                    assert!(distance >= LEAST_APART, "{theme}, {sight}: lines {at} and {with} are {distance:.1} apart");
                }
            }
        }
    }
    check("light", &LIGHT);
    check("dark", &DARK);
    check("high contrast", &HIGH_CONTRAST);
}

#[test]
fn a_green_beside_the_accent_would_be_mixed_up_without_cones_for_short_waves() {
    let (_, tritanopia) = &SIGHTS[3];
    assert!(apart(LIGHT.accent, LIGHT.good, tritanopia) < LEAST_APART);
}
