//! Data that only late functions read, taken from the first module and given to the second.
//!
//! Only data that is named is moved, by its very bytes: what a function reads beyond the address it names cannot be told
//! from the program, so nothing is guessed. Memory begins as zeros, and the second module writes its data there when it
//! joins, before any function of it runs.

use anyhow::{Context as _, Result, bail};
use std::collections::BTreeSet;
use std::ops::Range;
use walrus::ir::{Const, Load, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataId, DataKind, Module};

/// A file that is in the program's memory from its first byte to its last, one after another.
#[derive(Debug, Clone)]
pub struct LateData {
    /// By what it is called in errors.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Where it is: its segment, and the range of bytes within.
#[derive(Debug)]
pub(super) struct Found {
    segment: DataId,
    within: Range<usize>,
    /// The address of its first byte.
    address: usize,
}

/// The address at which a segment begins, if the program states it.
fn address(module: &Module, segment: DataId) -> Option<usize> {
    match module.data.get(segment).kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => usize::try_from(offset).ok(),
        _ => None,
    }
}

/// Finds each, and asks of all functions that are not `late` that they name no address in it.
pub(super) fn find(module: &Module, wanted: &[LateData], late: &BTreeSet<usize>) -> Result<Vec<Found>> {
    let found: Vec<Found> = wanted.iter().map(|data| place(module, data)).collect::<Result<_>>()?;
    let early = module.funcs.iter_local().filter(|(id, _)| !late.contains(&id.index()));
    for (id, local) in early {
        let mut named = Addresses::default();
        dfs_in_order(&mut named, local, local.entry_block());
        for (data, one) in wanted.iter().zip(&found) {
            if named.0.range(one.address..one.address + one.within.len()).next().is_some() {
                let name = module.funcs.get(id).name.as_deref().unwrap_or("a function without a name");
                bail!("{} cannot come later: {name} of the first module reads it", data.name);
            }
        }
    }
    Ok(found)
}

fn place(module: &Module, data: &LateData) -> Result<Found> {
    let mut places = module.data.iter().flat_map(|segment| {
        let starts = segment.value.windows(data.bytes.len().max(1)).enumerate();
        starts.filter(|(_, window)| *window == data.bytes).map(|(at, _)| (segment.id(), at))
    });
    let (segment, at) = places.next().with_context(|| format!("{} is not in the program", data.name))?;
    if places.next().is_some() {
        bail!("{} is twice in the program", data.name);
    }
    let begins = address(module, segment).context("a segment of the program's data has no address")?;
    Ok(Found { segment, within: at..at + data.bytes.len(), address: begins + at })
}

/// What may be an address in memory.
#[derive(Debug, Default)]
struct Addresses(BTreeSet<usize>);

impl<'i> Visitor<'i> for Addresses {
    fn visit_const(&mut self, one: &Const) {
        if let Value::I32(value) = one.value {
            self.0.extend(usize::try_from(value));
        }
    }

    fn visit_load(&mut self, one: &Load) {
        self.0.extend(usize::try_from(one.arg.offset));
    }
}

/// Takes the data out of the first module: each segment that held some becomes those around it.
pub(super) fn take(module: &mut Module, found: &[Found]) -> Result<()> {
    let segments: BTreeSet<DataId> = found.iter().map(|one| one.segment).collect();
    for segment in segments {
        let begins = address(module, segment).context("a segment of the program's data has no address")?;
        let DataKind::Active { memory, .. } = module.data.get(segment).kind else { continue };
        let bytes = std::mem::take(&mut module.data.get_mut(segment).value);
        let mut gone: Vec<&Range<usize>> =
            found.iter().filter(|one| one.segment == segment).map(|one| &one.within).collect();
        gone.sort_by_key(|range| range.start);
        let starts = std::iter::once(0).chain(gone.iter().map(|range| range.end));
        let ends = gone.iter().map(|range| range.start).chain([bytes.len()]);
        for (start, end) in starts.zip(ends).filter(|(start, end)| start < end) {
            let offset = ConstExpr::Value(Value::I32(i32::try_from(begins + start)?));
            let id = module.data.add(DataKind::Active { memory, offset }, bytes[start..end].to_vec());
            module.memories.get_mut(memory).data_segments.insert(id);
        }
        module.memories.get_mut(memory).data_segments.remove(&segment);
        module.data.delete(segment);
    }
    Ok(())
}

/// Puts it into the second module, which has no other data.
pub(super) fn put(module: &mut Module, wanted: &[LateData], found: &[Found]) -> Result<()> {
    let memory = super::memory(module)?;
    for (data, one) in wanted.iter().zip(found) {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(one.address)?));
        let id = module.data.add(DataKind::Active { memory, offset }, data.bytes.clone());
        module.memories.get_mut(memory).data_segments.insert(id);
    }
    Ok(())
}
