//! From a profile and a market to the question that the solver answers (MODEL, sections 1, 3 and 5).

use std::collections::{BTreeMap, BTreeSet};

use super::backing::Backing;
use super::calendar::Calendar;
use super::knobs::Knobs;
use super::market::{Fit, Knob, Market, PremiumId, Service, Target};
use super::number;
use super::optimize::{self, Problem, ProblemLevel, ProblemSkill};
use super::premium::{Uplift, WEEKS_PER_YEAR};
use super::profile::{Aim, Profile};
use super::skill::{Class, Level, Skill, SkillId, Step, StepId};
use super::trouble::Trouble;
use super::units::{Date, Hours, Money, Range};

/// Months in the year of horizons and outlooks.
pub(super) const MONTHS_PER_YEAR: f64 = 12.0;
/// The longest horizon in months; what is assumed here says nothing of a day so far ahead, but sums stay sums.
const MOST_MONTHS: u32 = 600;
/// Weeks over which an outlook and a base drift unfold: 24 months.
pub(super) const OUTLOOK_WEEKS: f64 = 2.0 * WEEKS_PER_YEAR;
/// Weeks within which the planning curves stay constant.
const PERIOD_WEEKS: f64 = 4.0;
/// The most of the limit that one premium may use; beyond it the inverse of the curve runs away.
pub(super) const MOST_OF_LIMIT: f64 = 0.98;

/// A profile and a market read together, with every assumption as a number.
#[derive(Clone)]
pub(super) struct Model<'a> {
    pub(super) profile: &'a Profile,
    pub(super) market: &'a Market,
    pub(super) service: &'a Service,
    pub(super) target: Option<&'a Target>,
    pub(super) knobs: Knobs,
    /// When hours of learning lie in the weeks from today on.
    pub(super) calendar: Calendar,
    /// The day on which ratings are looked at, if it is asked when anything happens.
    pub(super) today: Option<Date>,
}

/// The uncertain numbers of the model, each at one value: the middle ones for planning, drawn ones for a future.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Values {
    /// Part of a published premium that comes from the skill itself.
    pub(super) own_share: f64,
    /// What a skill of another domain adds to the factor 1.
    pub(super) hybrid: f64,
    /// First-year drift in logs of execution and of judgment skills.
    pub(super) drift: [f64; 2],
    /// The outlook's factor after 24 months.
    pub(super) outlook: f64,
    /// Raw log premium x(P) of a full skill.
    pub(super) premium: BTreeMap<PremiumId, f64>,
    /// Factor on the premiums of a skill whose rating nothing backs; 1 where it is missing.
    pub(super) doubt: BTreeMap<SkillId, f64>,
}

impl<'a> Model<'a> {
    /// Reads both, with weeks counted from `today`, or says what is missing.
    pub(super) fn new(profile: &'a Profile, market: &'a Market, today: Date) -> Result<Self, Trouble> {
        let calendar = profile.calendar(today);
        Ok(Self { calendar, today: Some(today), ..Self::timeless(profile, market)? })
    }

    /// Reads both for what does not ask when anything is learned.
    pub(super) fn timeless(profile: &'a Profile, market: &'a Market) -> Result<Self, Trouble> {
        let service = market.service(&profile.service);
        let service = service.ok_or_else(|| Trouble::UnknownService(profile.service.clone()))?;
        let target = match &profile.target {
            Aim::MostValue => None,
            Aim::Target(id) => Some(market.target(id).ok_or_else(|| Trouble::UnknownTarget(id.clone()))?),
            Aim::Unknown(text) => return Err(Trouble::UnknownAim(text.clone())),
        };
        if !(1..=MOST_MONTHS).contains(&profile.horizon_months) {
            return Err(Trouble::Horizon { months: profile.horizon_months, most: MOST_MONTHS });
        }
        let calendar = Calendar::steady(profile.learning_hours.get());
        Ok(Self { profile, market, service, target, knobs: Knobs::new(profile, market)?, calendar, today: None })
    }

    /// Whole weeks that are planned.
    pub(super) fn horizon_weeks(&self) -> f64 {
        weeks_of(self.profile.horizon_months)
    }

    /// The curve from log premiums to the rate.
    pub(super) fn uplift(&self) -> Uplift {
        Uplift::Saturating { cap_log: self.knobs.mid(Knob::CapLog) }
    }

    /// The middle values, which plans are made with.
    ///
    /// # Errors
    /// A skill without a premium, or one whose premium no sum of skills reaches.
    pub(super) fn middle(&self) -> Result<Values, Trouble> {
        for skill in self.market.skills.values() {
            let premium = self.market.premium(skill).ok_or_else(|| Trouble::MissingPremium(skill.id.clone()))?;
            let (premium, limit) = (premium.range.mid(), libm::expm1(self.knobs.mid(Knob::CapLog)));
            if premium.get() >= limit {
                let most = number::change(limit);
                return Err(Trouble::PremiumTooHigh { skill: skill.id.clone(), premium, most });
            }
        }
        Ok(self.settled())
    }

    /// The middle values, with premiums held below the limit of all skills together.
    pub(super) fn settled(&self) -> Values {
        let size = self.knobs.mid(Knob::DriftSize);
        let parts = self.profile.outlook.parts();
        let ends =
            [Knob::OutlookGoesOn, Knob::OutlookPlateaus, Knob::OutlookFallsBack].map(|knob| self.knobs.mid(knob));
        let premiums = self.market.premiums.values();
        Values {
            own_share: self.knobs.mid(Knob::OwnShare),
            hybrid: self.knobs.mid(Knob::HybridFactor),
            drift: self.yearly_drift().map(|drift| drift * size),
            outlook: parts.iter().zip(ends).map(|(part, end)| part * end).sum(),
            premium: premiums
                .map(|premium| (premium.id.clone(), self.log_premium(premium.range.mid().get())))
                .collect(),
            doubt: BTreeMap::new(),
        }
    }

    /// Full first-year drift in logs of execution and of judgment skills.
    pub(super) fn yearly_drift(&self) -> [f64; 2] {
        [Knob::ExecutionDrift, Knob::JudgmentDrift].map(|knob| libm::log1p(self.knobs.mid(knob)))
    }

    /// Raw log premium x(P) of a published share, held below the limit of all skills together (MODEL, section 5).
    pub(super) fn log_premium(&self, share: f64) -> f64 {
        let most = libm::expm1(MOST_OF_LIMIT * self.knobs.mid(Knob::CapLog));
        // A fall by everything has no logarithm and no market; it is read as almost everything.
        self.uplift().raw(share.clamp(-0.99, most)).unwrap_or(0.0)
    }

    /// What of a full skill's premium a step adds for this user: level, fit and hybrid factor.
    pub(super) fn weight(&self, skill: &Skill, level: Level, hybrid: f64) -> f64 {
        let below = level.get().checked_sub(1).and_then(Level::new).unwrap_or(Level::NONE);
        let pair = if self.is_hybrid(skill) { 1.0 + hybrid } else { 1.0 };
        (self.level_factor(level) - self.level_factor(below)) * self.fit(&skill.id) * pair
    }

    /// Whether what is built on a rating counts with less certainty: it is above zero, and nothing shows it or nobody
    /// looked at it for too long.
    pub(super) fn is_doubtful(&self, id: &SkillId) -> bool {
        let Some(rating) = self.profile.skills.get(id).filter(|rating| rating.level > Level::NONE) else {
            return false;
        };
        match self.today {
            Some(today) => self.profile.backing(self.market, id, today) != Some(Backing::Shown),
            None => !rating.has_proof(),
        }
    }

    /// Whether a skill comes from another domain than the service sold.
    pub(super) fn is_hybrid(&self, skill: &Skill) -> bool {
        skill.domain != self.service.domain
    }

    /// What a step adds to the sum of log premiums at curve factor 1 (b in MODEL, section 1).
    pub(super) fn premium(&self, skill: &Skill, level: Level, values: &Values) -> f64 {
        let raw = values.premium.get(&skill.premium).copied().unwrap_or(0.0);
        let doubt = values.doubt.get(&skill.id).copied().unwrap_or(1.0);
        values.own_share * raw * self.weight(skill, level, values.hybrid) * doubt
    }

    /// The hours that a step still takes.
    pub(super) fn hours(&self, id: &StepId, step: &Step) -> Range<Hours> {
        self.profile.hours_left(self.market, id, step)
    }

    /// What a step costs: the pack's figure, or the user's own.
    pub(super) fn cost(&self, id: &StepId, step: &Step) -> Money {
        self.profile.steps.get(id).and_then(|record| record.cost).unwrap_or(step.cost)
    }

    /// The level held in a skill, as far as the pack knows its levels.
    pub(super) fn held(&self, skill: &Skill) -> Level {
        self.profile.level(&skill.id).min(skill.top())
    }

    /// The pack's entry for a step, if it has one.
    pub(super) fn step(&self, id: &StepId) -> Option<(&'a Skill, &'a Step)> {
        let skill = self.market.skill(&id.skill)?;
        Some((skill, skill.step(id.level)?))
    }

    /// What must be finished before a step: the level below and what the pack requires.
    pub(super) fn needs(&self, id: &StepId) -> Vec<StepId> {
        let below = id.level.get().checked_sub(1).and_then(Level::new).filter(|level| *level > Level::NONE);
        let mut needs: Vec<StepId> = below.map(|level| StepId { skill: id.skill.clone(), level }).into_iter().collect();
        needs.extend(self.step(id).into_iter().flat_map(|(_, step)| step.requires.iter().cloned()));
        needs
    }

    /// Whether a step is held already.
    pub(super) fn is_held(&self, id: &StepId) -> bool {
        self.profile.level(&id.skill) >= id.level
    }

    /// Steps with all that they need and the user does not hold; circles end by themselves.
    pub(super) fn closure(&self, wanted: impl IntoIterator<Item = StepId>) -> BTreeSet<StepId> {
        let mut found = BTreeSet::new();
        let mut open: Vec<StepId> = wanted.into_iter().collect();
        while let Some(step) = open.pop() {
            if step.level == Level::NONE || self.is_held(&step) || found.contains(&step) {
                continue;
            }
            open.extend(self.needs(&step));
            found.insert(step);
        }
        found
    }

    /// The steps that the aim allows, or nothing if it allows all.
    pub(super) fn candidates(&self) -> Option<BTreeSet<StepId>> {
        let target = self.target?;
        let asked = target.asks.iter().map(|ask| StepId { skill: ask.skill.clone(), level: ask.level });
        let forced = self.profile.pinned.iter().chain(&self.profile.locked).cloned();
        Some(self.closure(asked.chain(forced)))
    }

    /// Ids in the profile that the pack does not know, each once and sorted.
    pub(super) fn unknown(&self) -> Vec<SkillId> {
        let profile = self.profile;
        let steps = profile.pinned.iter().chain(&profile.locked).chain(profile.steps.keys()).map(|step| &step.skill);
        let all: BTreeSet<&SkillId> = profile.skills.keys().chain(&profile.excluded).chain(steps).collect();
        all.into_iter().filter(|id| self.market.skill(id).is_none()).cloned().collect()
    }

    /// The question for the solver, at these values (MODEL, section 3); money after the platform's fee.
    pub(super) fn problem(&self, values: &Values) -> Problem {
        let profile = self.profile;
        let allowed = self.candidates();
        let known = |steps: &mut dyn Iterator<Item = &StepId>| {
            steps.filter(|step| self.market.skill(&step.skill).is_some() && !self.is_held(step)).map(plain).collect()
        };
        Problem {
            uplift: self.uplift(),
            horizon_weeks: self.horizon_weeks(),
            period_weeks: PERIOD_WEEKS,
            lag_weeks: self.knobs.mid(Knob::LagWeeks),
            rate: profile.rate.get() * (1.0 - profile.fee.get()),
            billable_hours: profile.billable_hours.get(),
            learning_hours: profile.learning_hours.get(),
            stretches: self.calendar.stretches().to_vec(),
            displacement: profile.displacement.get(),
            budget: profile.budget.map(Money::get),
            discount: self.knobs.mid(Knob::Discount),
            curves: self.curves(values),
            skills: self
                .market
                .skills
                .values()
                .filter_map(|skill| self.compile(skill, allowed.as_ref(), values))
                .collect(),
            held: self.market.skills.values().map(|skill| (skill.id.to_string(), self.held(skill).get())).collect(),
            pinned: known(&mut profile.pinned.iter()),
            excluded: profile.excluded.iter().map(SkillId::to_string).collect(),
            locked: known(&mut profile.locked.iter()),
        }
    }

    fn compile(&self, skill: &Skill, allowed: Option<&BTreeSet<StepId>>, values: &Values) -> Option<ProblemSkill> {
        let held = self.held(skill);
        let top = allowed.map_or(skill.top(), |steps| {
            let mine = steps.iter().filter(|step| step.skill == skill.id).map(|step| step.level);
            mine.max().unwrap_or(Level::NONE).max(held)
        });
        let levels: Vec<ProblemLevel> = Level::ALL
            .into_iter()
            .filter(|level| *level > Level::NONE && *level <= top)
            .filter_map(|level| Some((level, skill.step(level)?)))
            .map(|(level, step)| self.compile_step(skill, level, step, values))
            .collect();
        let curve = skill.class.name().to_owned();
        (top > Level::NONE).then(|| ProblemSkill { id: skill.id.to_string(), curve, levels })
    }

    fn compile_step(&self, skill: &Skill, level: Level, step: &Step, values: &Values) -> ProblemLevel {
        let id = StepId { skill: skill.id.clone(), level };
        // What a held level once needed no longer matters, and need not be among the candidates.
        let requires = if self.is_held(&id) { &[] } else { step.requires.as_slice() };
        let requires = requires.iter().filter(|need| !self.is_held(need)).map(plain);
        ProblemLevel {
            hours: self.hours(&id, step).mid().get(),
            cost: self.cost(&id, step).get(),
            premium: self.premium(skill, level, values),
            requires: requires.collect(),
        }
    }

    fn curves(&self, values: &Values) -> BTreeMap<String, Vec<f64>> {
        let periods = number::count((self.horizon_weeks() + self.knobs.mid(Knob::LagWeeks)) / PERIOD_WEEKS) + 1;
        let middle = |period: usize| (number::real(period) + 0.5) * PERIOD_WEEKS;
        let curve = |class: Class| (0..periods).map(|period| factor(class, values, middle(period))).collect();
        Class::ALL.into_iter().map(|class| (class.name().to_owned(), curve(class))).collect()
    }

    fn fit(&self, skill: &SkillId) -> f64 {
        self.knobs.mid(match self.service.fit(skill) {
            Fit::Core => Knob::FitCore,
            Fit::Adjacent => Knob::FitAdjacent,
            Fit::Far => Knob::FitFar,
        })
    }

    fn level_factor(&self, level: Level) -> f64 {
        match level.get() {
            0 => 0.0,
            1 => self.knobs.mid(Knob::LevelOne),
            2 => self.knobs.mid(Knob::LevelTwo),
            3 => self.knobs.mid(Knob::LevelThree),
            _ => self.knobs.mid(Knob::LevelFour),
        }
    }
}

/// Whole weeks in so many months, at least one.
pub(super) fn weeks_of(months: u32) -> f64 {
    libm::round(f64::from(months) * WEEKS_PER_YEAR / MONTHS_PER_YEAR).max(1.0)
}

/// How the premiums of a class stand after `week` weeks: its drift times the outlook.
pub(super) fn factor(class: Class, values: &Values, week: f64) -> f64 {
    let [execution, judgment] = values.drift;
    let drift = match class {
        Class::Execution => execution,
        Class::Judgment => judgment,
        Class::Foundation => 0.0,
    };
    libm::exp(drift * drift_years(week)) * outlook(values.outlook, week)
}

/// The outlook's factor after `week` weeks: from 1 today to `end` after 24 months, and there it stays.
pub(super) fn outlook(end: f64, week: f64) -> f64 {
    1.0 + (end - 1.0) * (week / OUTLOOK_WEEKS).clamp(0.0, 1.0)
}

/// How many first years' worth of drift have passed after `week` weeks, when each year drifts half as much as the one
/// before.
pub(super) fn drift_years(week: f64) -> f64 {
    let years = (week / WEEKS_PER_YEAR).max(0.0);
    let whole = libm::floor(years);
    // After n years the halves add up to 2 (1 - 2^-n); the current year adds its part of 2^-n.
    let rest = libm::exp2(-whole);
    2.0 * (1.0 - rest) + (years - whole) * rest
}

/// A step's name as the solver writes it.
pub(super) fn plain(step: &StepId) -> optimize::StepId {
    optimize::StepId::new(step.skill.as_str(), step.level.get())
}

/// A step's name as the rest of the core writes it.
pub(super) fn typed(step: &optimize::StepId) -> Option<StepId> {
    Some(StepId { skill: SkillId::new(step.skill.clone()), level: Level::new(step.level)? })
}
