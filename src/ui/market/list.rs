//! Which skills the table of Market lists, and in which order.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::plan::market::{Base, Figure, FigureId, Grade, Market};
use crate::plan::profile::{Profile, Rating, StepRecord};
use crate::plan::skill::{Class, Level, Skill, SkillId, StepId};
use crate::plan::units::{Date, Hours, Range};
use crate::state::State;
use crate::ui::drawer::OLD_MONTHS;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Demand,
    Name,
    Premium,
    Kind,
    Supply,
    Grade,
    Age,
    Hours,
    Mine,
}

impl Sort {
    pub(super) const CHOICES: [(Self, &'static str); 9] = [
        (Self::Demand, "Demand"),
        (Self::Name, "Skill"),
        (Self::Premium, "Published premium"),
        (Self::Kind, "Kind"),
        (Self::Supply, "Supply"),
        (Self::Grade, "Grade"),
        (Self::Age, "Age"),
        (Self::Hours, "To selling"),
        (Self::Mine, "Mine"),
    ];
}

/// What the list is sorted by, and whether from the far end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) sort: Sort,
    pub(super) is_reversed: bool,
}

/// Which growth of demand is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Growth {
    #[default]
    Any,
    Grows,
    Shrinks,
    Unknown,
}

impl Growth {
    pub(super) const CHOICES: [(Self, &'static str); 4] =
        [(Self::Any, "Any"), (Self::Grows, "Grows"), (Self::Shrinks, "Shrinks"), (Self::Unknown, "No figure")];

    fn fits(self, growth: Option<f64>) -> bool {
        match self {
            Self::Any => true,
            Self::Grows => growth.is_some_and(|growth| growth > 0.0),
            Self::Shrinks => growth.is_some_and(|growth| growth < 0.0),
            Self::Unknown => growth.is_none(),
        }
    }
}

/// Which premiums are listed: those measured for the skill itself, or those of its group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Own {
    #[default]
    Any,
    Itself,
    Group,
}

impl Own {
    pub(super) const CHOICES: [(Self, &'static str); 3] =
        [(Self::Any, "Any"), (Self::Itself, "Measured for it"), (Self::Group, "Its group's")];
}

/// Whether skills without a figure on supply are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Supply {
    #[default]
    Any,
    Known,
    Unknown,
}

impl Supply {
    pub(super) const CHOICES: [(Self, &'static str); 3] =
        [(Self::Any, "Any"), (Self::Known, "Has a figure"), (Self::Unknown, "No figure")];
}

/// How old the figure on demand may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Age {
    #[default]
    Any,
    Recent,
    Old,
}

impl Age {
    pub(super) const CHOICES: [(Self, &'static str); 3] =
        [(Self::Any, "Any"), (Self::Recent, "Up to a year"), (Self::Old, "Over a year")];
}

/// Which grades are listed.
pub(super) const GRADES: [(Option<Grade>, &str); 4] =
    [(None, "Any"), (Some(Grade::A), "A"), (Some(Grade::B), "B"), (Some(Grade::C), "C")];

/// What a skill has to be like to be listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    pub(super) class: Option<Class>,
    pub(super) growth: Growth,
    pub(super) premium: Own,
    pub(super) supply: Supply,
    pub(super) grade: Option<Grade>,
    pub(super) age: Age,
}

impl Filters {
    /// How many of the folded filters are set.
    pub(super) fn count(self) -> usize {
        [
            self.growth != Growth::Any,
            self.premium != Own::Any,
            self.supply != Supply::Any,
            self.grade.is_some(),
            self.age != Age::Any,
        ]
        .into_iter()
        .filter(|is_set| *is_set)
        .count()
    }

    fn fit(self, line: &Line) -> bool {
        let age = match self.age {
            Age::Any => true,
            Age::Recent => line.age.is_some_and(|months| months <= OLD_MONTHS),
            Age::Old => line.age.is_some_and(|months| months > OLD_MONTHS),
        };
        let supply = match self.supply {
            Supply::Any => true,
            Supply::Known => line.supply.is_some(),
            Supply::Unknown => line.supply.is_none(),
        };
        let premium = match self.premium {
            Own::Any => true,
            Own::Itself => !line.is_group,
            Own::Group => line.is_group,
        };
        let grade = self.grade.is_none_or(|grade| line.grade == Some(grade));
        let class = self.class.is_none_or(|class| class == line.class);
        age && supply && premium && grade && class && self.growth.fits(line.growth)
    }
}

/// All that the list is made from; the same again gives the same list.
#[derive(PartialEq)]
struct Question {
    market: ByAddress,
    query: String,
    order: Order,
    filters: Filters,
    /// The user's ratings, where they count.
    mine: BTreeMap<SkillId, Rating>,
    /// What the user noted on steps, where it counts.
    steps: BTreeMap<StepId, StepRecord>,
}

/// A market that is equal to itself only.
struct ByAddress(Arc<Market>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The skills that are listed, kept until something about the question changes.
#[derive(Default)]
pub(super) struct List {
    made: Option<(Question, Arc<[SkillId]>)>,
}

impl List {
    /// The skills that match, in their order.
    pub(super) fn rows(&mut self, state: &State, query: &str, order: Order, filters: Filters) -> Arc<[SkillId]> {
        let question = Question {
            market: ByAddress(Arc::clone(&state.market)),
            query: query.to_owned(),
            order,
            filters,
            mine: if order.sort == Sort::Mine { state.profile.skills.clone() } else { BTreeMap::new() },
            steps: if order.sort == Sort::Hours { state.profile.steps.clone() } else { BTreeMap::new() },
        };
        if let Some((made, rows)) = &self.made
            && *made == question
        {
            return Arc::clone(rows);
        }
        let rows = rows(state, query, order, filters);
        self.made = Some((question, Arc::clone(&rows)));
        rows
    }
}

fn rows(state: &State, query: &str, order: Order, filters: Filters) -> Arc<[SkillId]> {
    let market = &state.market;
    let found = state.words.search(query);
    let skills = market.skills.values().filter(|skill| found.contains(&skill.id));
    let lines = skills.map(|skill| Line::new(market, skill, &state.profile, state.today));
    let mut lines: Vec<Line> = lines.filter(|line| filters.fit(line)).collect();
    lines.sort_by(|one, other| {
        let found = one.compare(other, order.sort).then_with(|| one.name.cmp(&other.name));
        if order.is_reversed { found.reverse() } else { found }
    });
    lines.into_iter().map(|line| line.id).collect()
}

/// What a skill is sorted and filtered by.
struct Line {
    id: SkillId,
    name: String,
    class: Class,
    /// What kind of figure speaks of demand, the most telling kind highest, and its value.
    demand: (u8, f64),
    growth: Option<f64>,
    premium: f64,
    is_group: bool,
    supply: Option<f64>,
    grade: Option<Grade>,
    age: Option<i64>,
    hours: f64,
    level: Level,
}

impl Line {
    fn new(market: &Market, skill: &Skill, profile: &Profile, today: Date) -> Self {
        let figure = demand_figure(market, skill);
        let source = figure.and_then(|figure| market.source_of(figure));
        let value = figure.and_then(|figure| figure.value);
        Self {
            id: skill.id.clone(),
            name: skill.name.to_lowercase(),
            class: skill.class,
            demand: (figure.map_or(0, weight), value.unwrap_or_default()),
            growth: figure.filter(|figure| figure.is_change()).and(value),
            premium: market.premium(skill).map_or(0.0, |premium| premium.range.mid().get()),
            is_group: inherits_premium(skill),
            supply: supply_figure(market, skill).and_then(|figure| figure.value),
            grade: source.map(|(_, grade)| grade),
            age: figure.and_then(|figure| market.age_in_months(figure, today)),
            hours: hours_to_sell(market, profile, skill).mid().get(),
            level: profile.level(&skill.id),
        }
    }

    /// Which of two comes first; what no figure speaks of comes last.
    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        match sort {
            Sort::Demand => other.demand.0.cmp(&self.demand.0).then_with(|| other.demand.1.total_cmp(&self.demand.1)),
            Sort::Name => Ordering::Equal,
            Sort::Premium => other.premium.total_cmp(&self.premium),
            Sort::Kind => self.class.cmp(&other.class),
            Sort::Supply => {
                let rank = |supply: Option<f64>| supply.unwrap_or(f64::NEG_INFINITY);
                rank(other.supply).total_cmp(&rank(self.supply))
            }
            Sort::Grade => self.grade.is_none().cmp(&other.grade.is_none()).then_with(|| self.grade.cmp(&other.grade)),
            Sort::Age => self.age.is_none().cmp(&other.age.is_none()).then_with(|| self.age.cmp(&other.age)),
            Sort::Hours => self.hours.total_cmp(&other.hours),
            Sort::Mine => other.level.cmp(&self.level),
        }
    }
}

/// How much a figure tells of demand: growth more than a count, a count more than a list or a share. Changes against
/// different bases are never mixed: what changed in a year stands before what changed in a month.
fn weight(figure: &Figure) -> u8 {
    match (figure.base, figure.unit.as_str()) {
        (Some(Base::Year), _) => 7,
        (Some(Base::Event), _) => 6,
        (Some(Base::Unclear), _) => 5,
        (Some(Base::Quarter), _) => 4,
        (Some(Base::Month), _) => 3,
        (None, "posts") => 2,
        (None, _) => 1,
    }
}

/// The figure on demand that the pack puts first, as the most telling.
pub(super) fn demand_figure<'a>(market: &'a Market, skill: &Skill) -> Option<&'a Figure> {
    skill.demand.iter().find_map(|id| market.figures.get(id))
}

/// The first figure that speaks of how many others offer the skill.
pub(super) fn supply_figure<'a>(market: &'a Market, skill: &Skill) -> Option<&'a Figure> {
    skill.supply.iter().find_map(|id| market.figures.get(id))
}

/// Whether a figure speaks of the supply of more skills than this one.
pub(super) fn is_shared(market: &Market, id: &FigureId) -> bool {
    market.skills.values().filter(|skill| skill.supply.first() == Some(id)).nth(1).is_some()
}

/// Whether nobody published a premium for this skill alone, so that its group's stands in for it.
pub(super) fn inherits_premium(skill: &Skill) -> bool {
    skill.premium.as_str() == "group"
}

/// Hours from nothing to level 3, which is sold to clients.
pub(super) fn hours_to_sell(market: &Market, profile: &Profile, skill: &Skill) -> Range<Hours> {
    let steps = steps_to_sell(skill);
    let hours: Vec<Range<Hours>> =
        steps.iter().filter_map(|id| Some(profile.hours_left(market, id, skill.step(id.level)?))).collect();
    let sum = |end: fn(&Range<Hours>) -> Hours| Hours::new(hours.iter().map(|range| end(range).get()).sum());
    let mid = sum(Range::mid).unwrap_or_default();
    let range = sum(Range::low).zip(sum(Range::high)).and_then(|(low, high)| Range::new(low, mid, high));
    range.unwrap_or(Range::exact(mid))
}

/// The steps from nothing to level 3, which is sold to clients.
pub(super) fn steps_to_sell(skill: &Skill) -> Vec<StepId> {
    let levels = (1..=3).filter_map(Level::new).filter(|level| skill.step(*level).is_some());
    levels.map(|level| StepId { skill: skill.id.clone(), level }).collect()
}
