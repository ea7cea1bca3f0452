//! The handbook that comes with the program: what it knows of selling work, beside the market's figures.

use serde::Deserialize;

use crate::plan::ladder::{Capability, Handbook, Ladder, OfferPair, Rung};
use crate::plan::market::ServiceId;
use crate::plan::skill::{Level, SkillId};

const PAIRS: &str = include_str!("../../assets/handbook/pairs.ron");
const RUNGS: &str = include_str!("../../assets/handbook/rungs.ron");

/// A rung as its file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRung {
    id: String,
    name: String,
    buys: String,
    price: String,
    summary: String,
    capabilities: Vec<RawCapability>,
}

/// A capability as its file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCapability {
    name: String,
    what: String,
    #[serde(default)]
    craft: bool,
    asks: Vec<(String, u8)>,
}

/// What goes with a service, as its file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPair {
    service: String,
    skill: String,
    offer: String,
}

/// The handbook that comes with the program.
///
/// # Errors
/// What is wrong with its files; a test holds that nothing is.
pub fn handbook() -> Result<Handbook, String> {
    let rungs: Vec<RawRung> = ron::from_str(RUNGS).map_err(|error| error.to_string())?;
    let rungs = rungs.into_iter().map(rung).collect::<Result<_, _>>()?;
    let pairs: Vec<RawPair> = ron::from_str(PAIRS).map_err(|error| error.to_string())?;
    let pair = |RawPair { service, skill, offer }| OfferPair {
        service: ServiceId::new(service),
        skill: SkillId::new(skill),
        offer,
    };
    Ok(Handbook { ladder: Ladder { rungs }, pairs: pairs.into_iter().map(pair).collect() })
}

fn rung(raw: RawRung) -> Result<Rung, String> {
    let capabilities = raw.capabilities.into_iter().map(capability).collect::<Result<_, _>>()?;
    Ok(Rung { id: raw.id, name: raw.name, buys: raw.buys, price: raw.price, summary: raw.summary, capabilities })
}

fn capability(raw: RawCapability) -> Result<Capability, String> {
    let ask = |(skill, level): (String, u8)| {
        let level = Level::new(level).ok_or_else(|| format!("`{skill}` is asked at level {level}"))?;
        Ok((SkillId::new(skill), level))
    };
    let asks = raw.asks.into_iter().map(ask).collect::<Result<_, String>>()?;
    Ok(Capability { name: raw.name, what: raw.what, is_craft: raw.craft, asks })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_ladder_asks_only_for_what_the_bundled_pack_can_plan() {
        let (ladder, market) = (handbook().unwrap().ladder, crate::demand::bundled().unwrap());
        let names: Vec<&str> = ladder.rungs.iter().map(|rung| rung.id.as_str()).collect();
        assert_eq!(names, ["task", "project", "partner", "managed"]);
        for rung in &ladder.rungs {
            assert!([&rung.name, &rung.buys, &rung.price, &rung.summary].iter().all(|text| !text.is_empty()));
            let names: BTreeSet<&String> = rung.capabilities.iter().map(|capability| &capability.name).collect();
            assert_eq!(names.len(), rung.capabilities.len(), "{}", rung.id);
            for capability in &rung.capabilities {
                assert!(capability.is_craft || !capability.asks.is_empty(), "{} asks for nothing", capability.name);
                for (skill, level) in &capability.asks {
                    let step = market.skill(skill).and_then(|skill| skill.step(*level));
                    assert!(step.is_some(), "{skill} {level} cannot be planned");
                }
            }
        }
    }

    #[test]
    fn every_service_has_three_pairs_with_skills_of_other_fields() {
        let (pairs, market) = (handbook().unwrap().pairs, crate::demand::bundled().unwrap());
        for service in &market.services {
            let own: Vec<&OfferPair> = pairs.iter().filter(|pair| pair.service == service.id).collect();
            let skills: BTreeSet<&SkillId> = own.iter().map(|pair| &pair.skill).collect();
            assert!(skills.len() >= 3 && skills.len() == own.len(), "{}", service.id);
            for pair in own {
                let skill = market.skill(&pair.skill).expect("the pack knows it");
                assert!(skill.domain != service.domain && pair.offer.ends_with('.'), "{pair:?}");
            }
        }
        assert!(pairs.iter().all(|pair| market.service(&pair.service).is_some()));
    }

    #[test]
    fn a_level_that_does_not_exist_is_reported() {
        let raw = RawCapability {
            name: String::new(),
            what: String::new(),
            craft: false,
            asks: vec![("python".to_owned(), 5)],
        };
        assert_eq!(capability(raw).unwrap_err(), "`python` is asked at level 5");
    }
}
