//! Which register holds where two machines say different things, and what was decided here since the last exchange.

use std::collections::{BTreeMap, BTreeSet};

use plays::{MachineId, Register, Stamp, UNDONE};
use remote::{BucketId, register_bucket};
use store::StoreError;

use super::{
    super::canonical::reconcile_evidence,
    Archive,
    kinds::{DECIDED, FOUND_OUT, Kind},
};

/// Kind and key.
type RegisterId<'r> = (&'r str, &'r str);

pub(super) fn by_id(registers: &[Register]) -> BTreeMap<RegisterId<'_>, &Register> {
    let id = |register| id_of(register);
    registers.iter().map(|register| (id(register), register)).collect()
}

fn id_of(register: &Register) -> RegisterId<'_> {
    (&register.kind, &register.key)
}

/// Those that are unknown to others, or win over what others know.
pub(super) fn winning(registers: &[Register], others: &BTreeMap<RegisterId<'_>, &Register>) -> Vec<Register> {
    let wins = |register: &&Register| {
        others
            .get(&id_of(register))
            .is_none_or(|other| register.wins_over(other))
    };
    registers.iter().filter(wins).cloned().collect()
}

/// As [`winning`], of those in some buckets.
pub(super) fn winning_of(
    registers: &[Register],
    others: &BTreeMap<RegisterId<'_>, &Register>,
    buckets: &[BucketId],
) -> Vec<Register> {
    let buckets: BTreeSet<(&str, u8)> = buckets.iter().map(|id| (id.kind.as_str(), id.bucket)).collect();
    let mut winning = winning(registers, others);
    winning.retain(|register| buckets.contains(&(register.kind.as_str(), register_bucket(&register.key))));
    winning
}

impl Archive {
    /// Writes down what was decided here since the last exchange: whatever holds here and is not what was known to be decided. It comes after
    /// everything that is known here by now.
    pub(in crate::archive) fn decide_anew(&self) -> Result<(), StoreError> {
        let machine = self.store().machine()?;
        let known = self.store().decisions()?;
        let stamp = Stamp {
            counter: known.iter().map(|decision| decision.stamp.counter).max().unwrap_or(0) + 1,
            machine,
        };
        let mut write = self.store().write()?;
        let mut has_decided = false;
        for kind in DECIDED {
            for decision in self.news_of(kind, &known, machine, stamp)? {
                write.put_decision(&decision)?;
                has_decided = true;
            }
        }
        if has_decided {
            write.commit()?;
        }
        Ok(())
    }

    fn news_of(
        &self,
        kind: &Kind,
        known: &[Register],
        machine: MachineId,
        stamp: Stamp,
    ) -> Result<Vec<Register>, StoreError> {
        let known: BTreeMap<&str, &Register> = known
            .iter()
            .filter(|decision| decision.kind == kind.code)
            .map(|decision| (decision.key.as_str(), decision))
            .collect();
        let holding = (kind.read)(self.store(), machine)?;
        let taken_back = known
            .iter()
            .filter(|(key, decision)| {
                decision.value.is_some() && !holding.values.contains_key(**key) && (holding.has_say)(key)
            })
            .map(|(key, _)| ((*key).to_owned(), None));
        let decided = holding
            .values
            .iter()
            .map(|(key, value)| (key.clone(), Some(value.clone())));
        let is_news = |(key, value): &(String, Option<String>)| {
            known.get(key.as_str()).is_none_or(|decision| decision.value != *value)
        };
        let news = taken_back.chain(decided).filter(is_news).map(|(key, value)| Register {
            kind: kind.code.to_owned(),
            key,
            stamp,
            value,
        });
        Ok(news.collect())
    }

    /// All registers: decisions, what was found out, and what was undone.
    pub(super) fn registers(&self) -> Result<Vec<Register>, StoreError> {
        let machine = self.store().machine()?;
        let mut registers = self.store().decisions()?;
        for kind in FOUND_OUT {
            let values = (kind.read)(self.store(), machine)?.values;
            registers.extend(values.into_iter().map(|(key, value)| Register {
                kind: kind.code.to_owned(),
                key,
                stamp: Stamp::default(),
                value: Some(value),
            }));
        }
        registers.extend(self.store().undone()?.into_iter().map(|source| Register {
            kind: UNDONE.to_owned(),
            key: source.to_string(),
            stamp: Stamp::default(),
            value: Some(String::new()),
        }));
        Ok(registers)
    }

    /// Makes what other machines decided or found out hold here as well, but for what is about sources that may still have to come.
    pub(super) fn apply(&self, news: &[Register]) -> Result<(), StoreError> {
        let mut write = self.store().write()?;
        let (mut has_changed, mut changes_plays) = (false, false);
        let place = |register: &&Register| FOUND_OUT.iter().position(|kind| kind.code == register.kind);
        let mut news: Vec<&Register> = news.iter().collect();
        news.sort_by_key(place);
        for register in news {
            let value = register.value.as_deref();
            if let Some(kind) = DECIDED.iter().find(|kind| kind.code == register.kind) {
                write.put_decision(register)?;
                if !kind.is_about_sources {
                    (kind.apply)(&mut write, &register.key, value)?;
                }
                changes_plays |= kind.changes_plays;
                has_changed = true;
            } else if let Some(kind) = FOUND_OUT.iter().find(|kind| kind.code == register.kind) {
                (kind.apply)(&mut write, &register.key, value)?;
                has_changed = true;
            } else if register.kind != UNDONE {
                // A newer program's. It is kept for machines that know it.
                write.put_decision(register)?;
                has_changed = true;
            }
        }
        if changes_plays {
            reconcile_evidence(&mut write, std::iter::empty())?;
        }
        if has_changed {
            write.commit()?;
        }
        Ok(())
    }

    /// Makes what other machines said about their sources hold, as far as it does not yet. Where they said nothing, there is nothing.
    pub(super) fn apply_to_sources(&self) -> Result<(), StoreError> {
        let decisions = self.store().decisions()?;
        let machine = self.store().machine()?;
        let mut write = self.store().write()?;
        let mut has_changed = false;
        for kind in DECIDED.iter().filter(|kind| kind.is_about_sources) {
            let holding = (kind.read)(self.store(), machine)?;
            let said = decisions.iter().filter(|one| one.kind == kind.code);
            let mut said: BTreeMap<&str, Option<&str>> =
                said.map(|one| (one.key.as_str(), one.value.as_deref())).collect();
            for key in holding.others.keys() {
                said.entry(key).or_default();
            }
            for (key, value) in said {
                if (holding.has_say)(key) || holding.others.get(key).map(String::as_str) == value {
                    continue;
                }
                (kind.apply)(&mut write, key, value)?;
                has_changed = true;
            }
        }
        if has_changed {
            write.commit()?;
        }
        Ok(())
    }
}
