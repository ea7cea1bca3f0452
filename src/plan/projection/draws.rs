//! The futures themselves: every uncertain number of the market, drawn once and shared by all scenarios.

use std::collections::BTreeMap;

use rand_core::Rng as _;
use rand_pcg::Pcg64;

use crate::plan::compile::{Model, Values};
use crate::plan::market::{Knob, Market, PremiumId, ServiceId};
use crate::plan::number;
use crate::plan::profile::{OutlookWeights, Profile};
use crate::plan::skill::SkillId;
use crate::plan::trouble::Trouble;
use crate::plan::units::Range;

/// How many futures a projection is made of.
pub const FUTURES: usize = 10_000;

/// The seed of all draws; fixed, so that the same plan shows the same numbers every time.
const SEED: u64 = 0x5072_656d_6961;

/// One draw of each uncertain number for every future.
///
/// Every variable has a random stream of its own, named after the variable. So nothing that changes one of them, be
/// it a scenario, a number of the user's own or a new entry in the pack, moves the draws of another, and differences
/// between scenarios are differences and not noise.
#[derive(Clone, Debug, PartialEq)]
pub struct Futures {
    count: usize,
    origin: Origin,
    /// The service's own drift over 24 months, in logs.
    pub(super) base: Vec<f64>,
    pub(super) own_share: Vec<f64>,
    pub(super) hybrid: Vec<f64>,
    /// Size of the class drifts, 0 to 1.
    pub(super) drift_size: Vec<f64>,
    /// The outlook's factor after 24 months.
    pub(super) outlook: Vec<f64>,
    premiums: BTreeMap<PremiumId, Vec<f64>>,
    none: Vec<f64>,
}

/// What the draws follow from; while it stays the same, so do they.
#[derive(Clone, Debug, PartialEq)]
struct Origin {
    service: ServiceId,
    outlook: OutlookWeights,
    overrides: Vec<(Knob, f64)>,
    pack: String,
}

impl Origin {
    fn new(profile: &Profile, market: &Market) -> Self {
        Self {
            service: profile.service.clone(),
            outlook: profile.outlook,
            overrides: profile.overrides.iter().map(|(knob, own)| (*knob, own.value)).collect(),
            pack: market.digest.clone(),
        }
    }
}

impl Futures {
    /// Draws `count` futures for the profile's service, outlook and own numbers; [`FUTURES`] is the usual count.
    ///
    /// # Errors
    /// A pack or profile that the model cannot read.
    pub fn draw(profile: &Profile, market: &Market, count: usize) -> Result<Self, Trouble> {
        let model = Model::timeless(profile, market)?;
        let of = |knob: Knob| triangles(knob.id(), count, model.knobs.range(knob)).collect();
        let drift = model.service.drift;
        let drift = Range::new(drift.low().get(), drift.mid().get(), drift.high().get()).unwrap_or_default();
        let premiums = market.premiums.values().map(|premium| {
            let range = premium.range;
            let range = Range::new(range.low().get(), range.mid().get(), range.high().get()).unwrap_or_default();
            let name = format!("premium {}", premium.id);
            let drawn = triangles(&name, count, range).map(|share| model.log_premium(share));
            (premium.id.clone(), drawn.collect())
        });
        Ok(Self {
            count,
            origin: Origin::new(profile, market),
            base: triangles("base drift", count, drift).map(|drift| libm::log1p(drift.max(-0.99))).collect(),
            own_share: of(Knob::OwnShare),
            hybrid: of(Knob::HybridFactor),
            drift_size: of(Knob::DriftSize),
            outlook: outlooks(&model, count),
            premiums: premiums.collect(),
            none: vec![0.0; count],
        })
    }

    /// How many futures there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Whether these are the futures of this profile and market, so that they need not be drawn again.
    #[must_use]
    pub fn fit(&self, profile: &Profile, market: &Market) -> bool {
        self.origin == Origin::new(profile, market)
    }

    /// The same futures, in each of which the service's own income changes as the lowest of its studies says.
    ///
    /// All other draws stay, so that what differs from these futures is the erosion and not chance.
    #[must_use]
    pub fn eroded(&self, profile: &Profile, market: &Market) -> Self {
        let lowest = market.service(&profile.service).map(|service| service.drift.low().get());
        let base = lowest.map(|drift| vec![libm::log1p(drift.max(-0.99)); self.count]);
        Self { base: base.unwrap_or_else(|| self.base.clone()), ..self.clone() }
    }

    /// The raw log premium in each future.
    pub(super) fn premium(&self, id: &PremiumId) -> &[f64] {
        self.premiums.get(id).unwrap_or(&self.none)
    }

    /// All numbers of one future, to plan in it.
    pub(super) fn values(&self, model: &Model<'_>, future: usize) -> Values {
        let at = |numbers: &[f64]| numbers.get(future).copied().unwrap_or(0.0);
        let doubt = model.profile.skills.keys().filter(|id| model.is_doubtful(id)).map(|id| {
            let factor = doubts(model, id, future + 1).last().unwrap_or(1.0);
            (id.clone(), factor)
        });
        Values {
            own_share: at(&self.own_share),
            hybrid: at(&self.hybrid),
            drift: model.yearly_drift().map(|drift| drift * at(&self.drift_size)),
            outlook: at(&self.outlook),
            premium: self.premiums.iter().map(|(id, numbers)| (id.clone(), at(numbers))).collect(),
            doubt: doubt.collect(),
        }
    }
}

/// The factor of an unbacked rating in each future: as often above 1 as below (README of the data, calibration 6).
pub(super) fn doubts<'a>(model: &Model<'_>, id: &SkillId, count: usize) -> impl Iterator<Item = f64> + use<'a> {
    let spread = model.knobs.mid(Knob::EvidenceSpread);
    let around = Range::new(-1.0, 0.0, 1.0).unwrap_or_default();
    triangles(&format!("evidence {id}"), count, around).map(move |noise| 1.0 + spread * noise)
}

/// Which outlook comes, by the user's weights, and how far it goes.
fn outlooks(model: &Model<'_>, count: usize) -> Vec<f64> {
    let ends = [Knob::OutlookGoesOn, Knob::OutlookPlateaus, Knob::OutlookFallsBack].map(|knob| model.knobs.range(knob));
    let [goes_on, plateaus, _] = model.profile.outlook.parts();
    uniforms("outlook", count)
        .zip(uniforms("outlook factor", count))
        .map(|(which, quantile)| {
            let [first, second, third] = ends;
            let end = if which < goes_on {
                first
            } else if which < goes_on + plateaus {
                second
            } else {
                third
            };
            triangle(end, quantile)
        })
        .collect()
}

/// Draws from a triangular distribution with the range's middle as its peak.
fn triangles<'a>(name: &str, count: usize, range: Range<f64>) -> impl Iterator<Item = f64> + use<'a> {
    uniforms(name, count).map(move |quantile| triangle(range, quantile))
}

/// The quantile of a triangular distribution, by the inverse of its distribution function.
fn triangle(range: Range<f64>, quantile: f64) -> f64 {
    let (low, mid, high) = (range.low(), range.mid(), range.high());
    let width = high - low;
    if width <= 0.0 {
        return mid;
    }
    if quantile * width < mid - low {
        low + (quantile * width * (mid - low)).sqrt()
    } else {
        high - ((1.0 - quantile) * width * (high - mid)).sqrt()
    }
}

/// Evenly spread numbers from 0 (included) to 1 (excluded), from the random stream of this name.
fn uniforms<'a>(name: &str, count: usize) -> impl Iterator<Item = f64> + use<'a> {
    let stream = fingerprint(name);
    let mut source = Pcg64::new(u128::from(SEED ^ stream) << 32, u128::from(stream));
    (0..count).map(move |_| f64::from(source.next_u32()) / (f64::from(u32::MAX) + 1.0))
}

/// A number that names a stream (64-bit FNV-1a).
fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A drawn order of `0..count`, the `turn`-th of the stream of this name (Fisher and Yates).
pub(in crate::plan) struct Shuffler(Pcg64);

impl Shuffler {
    /// The stream of this name.
    pub(in crate::plan) fn new(name: &str) -> Self {
        let stream = fingerprint(name);
        Self(Pcg64::new(u128::from(SEED ^ stream) << 32, u128::from(stream)))
    }

    /// Puts the items in a drawn order.
    pub(in crate::plan) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let part = f64::from(self.0.next_u32()) / (f64::from(u32::MAX) + 1.0);
            items.swap(last, number::count(part * number::real(last + 1)).min(last));
        }
    }
}
