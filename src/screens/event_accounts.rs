//! The accounts of an event in the order in which they are offered, and the two that are compared where none is chosen.
//! No nodes here.

use crate::messages::{publisher, sides};
use crate::state::Library;
use demarche_corpus::{Kind, Statement, order};

/// The accounts of an event. What the sides themselves put out comes before what others report: the first two make the
/// comparison that most readers come for.
pub fn accounts_of(library: Library, event: &str) -> Vec<Statement> {
    let mut accounts = library.accounts(event);
    order::sort_by_key(&mut accounts, |account| account.kind.map_or(usize::MAX, weight));
    accounts
}

fn weight(kind: Kind) -> usize {
    let order = [
        Kind::Readout,
        Kind::Communique,
        Kind::PressStatement,
        Kind::Speech,
        Kind::Remarks,
        Kind::Interview,
        Kind::Post,
    ];
    order.iter().position(|known| *known == kind).unwrap_or(order.len())
}

/// The first two accounts of different sides, else of different publishers, and whose they are.
pub fn two_sides(library: Library, accounts: &[Statement]) -> Option<([usize; 2], [String; 2])> {
    library.with_info(|info| {
        let find = |name: &dyn Fn(&Statement) -> String| {
            let names: Vec<String> = accounts.iter().map(name).collect();
            let pairs = (0..names.len()).flat_map(|a| (a + 1..names.len()).map(move |b| [a, b]));
            let is_apart = |[a, b]: &[usize; 2]| {
                !names[*a].is_empty() && !names[*b].is_empty() && names[*a] != names[*b]
            };
            let [a, b] = pairs.into_iter().find(is_apart)?;
            Some(([a, b], [names[a].clone(), names[b].clone()]))
        };
        // What several sides say together is nobody's own account.
        let side = |one: &Statement| if one.sides.len() == 1 { sides(info, one) } else { String::new() };
        find(&side).or_else(|| find(&|one| publisher(info, one)))
    })
}

/// The ids of an event's accounts, those first that are compared where none is chosen.
pub fn compared_first(library: Library, event: &str) -> Vec<String> {
    let accounts = accounts_of(library, event);
    let [a, b] = two_sides(library, &accounts).map_or([0, 1], |(best, _)| best);
    let others = (0..accounts.len()).filter(|at| *at != a && *at != b);
    let ids = [a, b].into_iter().chain(others).filter_map(|at| accounts.get(at));
    ids.map(|account| account.id.clone()).collect()
}
