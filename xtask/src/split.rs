//! One WebAssembly module → two: what a reader needs first, and what can come while they look at it.
//!
//! The first module holds memory, tables, every function that is not named as late, and all data but what is said to be
//! read by late functions only (`data`). A late function that
//! something in the first module can reach is a stub there: it has the second module loaded if that has not come yet,
//! and then calls through the table, into which the second module puts its functions when it starts. So the program
//! means the same wherever the cut is made; the choice of functions decides only what is loaded when. It is how
//! Binaryen's `wasm-split` works, which its npm package lacks. The surgery is walrus's, with which wasm-bindgen works.
//!
//! Does not live here: which functions are late, and the JavaScript that loads the second module (`later`).

mod data;

pub use data::LateData;

use anyhow::{Context as _, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportKind, ImportedFunction, MemoryId, Module, ModuleConfig, TableId, TypeId, ValType,
};

/// The module that the second one's imports come from, which is the first, and that from which the first has [`LOAD`].
pub const FIRST: &str = "first";
/// Where the first module's only new import comes from.
pub const LATER: &str = "later";
/// That import: has the second module loaded, and returns when it is.
pub const LOAD: &str = "load";
/// The first module's global that is 1 when the second is there.
pub const READY: &str = "later_ready";

/// A function of no more instructions is as small as what would stand in its place.
const SMALL: u64 = 16;
/// Of functions that came out the same only one is left, under the name of any. So one of no more instructions stays in
/// the first module if something there calls it, and a library's that is made for a type of this program is late only
/// when it has more than so many.
const COMMON: u64 = 200;
const LIBRARY: u64 = 60;

/// The two modules.
#[derive(Debug)]
pub struct Parts {
    /// What starts.
    pub first: Vec<u8>,
    /// What joins it.
    pub later: Vec<u8>,
}

/// What is decided of the cut. Functions, globals and slots go by their number, which both readings of the module share.
#[derive(Debug, Default)]
struct Cut {
    late: BTreeSet<usize>,
    /// The functions of the second module that the first can reach, with the slot of the table they are called through.
    slots: BTreeMap<usize, u32>,
    /// Every slot of the table that holds a late function.
    filled: BTreeMap<u32, usize>,
    /// Functions of the first module that the second calls.
    lent: BTreeSet<usize>,
    /// Globals and tables that it uses.
    globals: BTreeSet<usize>,
    tables: BTreeSet<usize>,
    /// How many slots the table of functions has.
    table_size: u32,
}

/// Cuts a module in two. `is_late` says of a function's name whether it may come later; a function that only late
/// functions call goes with them, and so does the data that is told. Names are in neither part.
///
/// # Errors
/// When the module cannot be read, is built otherwise than wasm-bindgen builds one, lacks the data, or reads it in the
/// first module too.
pub fn split(wasm: &[u8], is_late: impl Fn(&str) -> bool, late_data: &[LateData]) -> Result<Parts> {
    let mut first = read(wasm)?;
    let cut = cut(&first, is_late)?;
    let moved = data::find(&first, late_data, &cut.late)?;
    make_first(&mut first, &cut)?;
    data::take(&mut first, &moved)?;
    let mut later = read(wasm)?;
    make_later(&mut later, &cut)?;
    data::put(&mut later, late_data, &moved)?;
    walrus::passes::gc::run(&mut first);
    walrus::passes::gc::run(&mut later);
    Ok(Parts { first: first.emit_wasm(), later: later.emit_wasm() })
}

fn read(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).context("reading the program")
}

/// What a function mentions.
#[derive(Debug, Default)]
struct Mentioned {
    functions: BTreeSet<usize>,
    globals: BTreeSet<usize>,
    tables: BTreeSet<usize>,
}

impl<'i> Visitor<'i> for Mentioned {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.functions.insert(id.index());
    }

    fn visit_global_id(&mut self, id: &GlobalId) {
        self.globals.insert(id.index());
    }

    fn visit_table_id(&mut self, id: &TableId) {
        self.tables.insert(id.index());
    }
}

fn mentioned(module: &Module) -> BTreeMap<usize, Mentioned> {
    let one = |(id, local): (FunctionId, &walrus::LocalFunction)| {
        let mut found = Mentioned::default();
        dfs_in_order(&mut found, local, local.entry_block());
        (id.index(), found)
    };
    module.funcs.iter_local().map(one).collect()
}

/// The table of functions, and what is in its slots.
fn table(module: &Module) -> Result<(TableId, BTreeMap<u32, usize>)> {
    let table = module.tables.main_function_table()?.context("the program has no table of functions")?;
    let mut slots = BTreeMap::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active { table: of, offset: ConstExpr::Value(Value::I32(offset)) },
                ElementItems::Functions(functions),
            ) if *of == table => {
                let slot = u32::try_from(*offset).context("a segment of the table begins before it")?;
                slots.extend((slot..).zip(functions.iter().map(|id| id.index())));
            }
            (ElementKind::Active { table: of, .. }, _) if *of == table => {
                bail!("the program fills its table of functions in a way not known here")
            }
            _ => {}
        }
    }
    Ok((table, slots))
}

/// Whether a function is the project's own, and not a library's that was made for a type of it.
fn is_own(name: &str) -> bool {
    name.trim_start_matches(['<', '&', '[', '(', '*']).starts_with("demarche_")
}

fn cut(module: &Module, is_late: impl Fn(&str) -> bool) -> Result<Cut> {
    let mentioned = mentioned(module);
    let (table, slots) = table(module)?;
    let exported = |item: &ExportItem| match item {
        ExportItem::Function(id) => Some(id.index()),
        _ => None,
    };
    let exported: BTreeSet<usize> = module.exports.iter().filter_map(|one| exported(&one.item)).collect();
    let in_table: BTreeSet<usize> = slots.values().copied().collect();

    let name = |id: FunctionId| module.funcs.get(id).name.as_deref().unwrap_or_default();
    let named = |(id, local): &(FunctionId, &walrus::LocalFunction)| {
        let least = if is_own(name(*id)) { SMALL } else { LIBRARY };
        !exported.contains(&id.index()) && local.size() > least && is_late(name(*id))
    };
    let common: BTreeSet<usize> = module
        .funcs
        .iter_local()
        .filter(|(_, local)| local.size() <= COMMON)
        .map(|(id, _)| id.index())
        .collect();
    let mut late: BTreeSet<usize> =
        module.funcs.iter_local().filter(named).map(|(id, _)| id.index()).collect();
    let mut callers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (caller, found) in &mentioned {
        for called in &found.functions {
            callers.entry(*called).or_default().push(*caller);
        }
    }
    loop {
        let is_shared = |id: &usize| {
            common.contains(id)
                && callers.get(id).is_some_and(|callers| callers.iter().any(|caller| !late.contains(caller)))
        };
        let shared: Vec<usize> = late.iter().copied().filter(is_shared).collect();
        if shared.is_empty() {
            break;
        }
        late.retain(|id| !shared.contains(id));
    }
    let start = module.start.map(|id| id.index());
    loop {
        let goes_along = |id: &usize| {
            !late.contains(id)
                && !exported.contains(id)
                && !in_table.contains(id)
                && start != Some(*id)
                && callers
                    .get(id)
                    .is_some_and(|callers| callers.iter().all(|caller| late.contains(caller) || caller == id))
        };
        let more: Vec<usize> = mentioned.keys().copied().filter(goes_along).collect();
        if more.is_empty() {
            break;
        }
        late.extend(more);
    }

    let mut cut = Cut { table_size: u32::try_from(module.tables.get(table).initial)?, ..Cut::default() };
    cut.filled = slots.into_iter().filter(|(_, id)| late.contains(id)).collect();
    // Of a function in several slots any will do.
    cut.slots = cut.filled.iter().map(|(slot, id)| (*id, *slot)).collect();
    for (id, found) in &mentioned {
        if late.contains(id) {
            cut.lent.extend(found.functions.difference(&late));
            cut.globals.extend(&found.globals);
            cut.tables.extend(&found.tables);
            continue;
        }
        for called in found.functions.intersection(&late) {
            if !cut.slots.contains_key(called) {
                cut.slots.insert(*called, cut.table_size);
                cut.filled.insert(cut.table_size, *called);
                cut.table_size += 1;
            }
        }
    }
    cut.tables.insert(table.index());
    cut.late = late;
    Ok(cut)
}

/// The name under which something of the first module is lent to the second.
fn lent(kind: char, index: usize) -> String {
    format!("{kind}{index}")
}

fn make_first(module: &mut Module, cut: &Cut) -> Result<()> {
    let (table, _) = table(module)?;
    fit(module, table, cut);
    let nothing = module.types.add(&[], &[]);
    let (load, _) = module.add_import_func(LATER, LOAD, nothing);
    let ready = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    let mut need = FunctionBuilder::new(&mut module.types, &[], &[]);
    need.func_body().global_get(ready).if_else(
        None,
        |_| {},
        |otherwise| {
            otherwise.call(load);
        },
    );
    let need = need.finish(vec![], &mut module.funcs);

    let ids = ids(module);
    for (index, slot) in &cut.slots {
        let id = *ids.get(index).context("a function is gone")?;
        let kind = module.funcs.get(id).ty();
        let (params, results) = signature(module, kind);
        let args: Vec<_> = params.iter().map(|kind| module.locals.add(*kind)).collect();
        let mut stub = FunctionBuilder::new(&mut module.types, &params, &results);
        let mut body = stub.func_body();
        body.call(need);
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(i32::try_from(*slot)?).call_indirect(kind, table);
        module.funcs.get_mut(id).kind = FunctionKind::Local(stub.local_func(args));
    }

    for index in &cut.lent {
        module.exports.add(&lent('f', *index), *ids.get(index).context("a function is gone")?);
    }
    let globals: Vec<GlobalId> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals.into_iter().filter(|id| cut.globals.contains(&id.index())) {
        module.exports.add(&lent('g', id.index()), id);
    }
    for id in tables(module, cut) {
        module.exports.add(&lent('t', id.index()), id);
    }
    module.exports.add(&lent('m', 0), memory(module)?);
    module.exports.add(READY, ready);
    Ok(())
}

fn make_later(module: &mut Module, cut: &Cut) -> Result<()> {
    let (table, _) = table(module)?;
    let memory = memory(module)?;
    module.start = None;
    module
        .exports
        .iter()
        .map(|export| export.id())
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|id| module.exports.delete(id));
    module
        .data
        .iter()
        .map(|data| data.id())
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|id| module.data.delete(id));
    module.memories.get_mut(memory).data_segments.clear();
    module
        .elements
        .iter()
        .map(|one| one.id())
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|id| module.elements.delete(id));
    module.tables.iter_mut().for_each(|one| one.elem_segments.clear());
    let customs: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    customs.into_iter().for_each(|id| drop(module.customs.delete(id)));

    let ids = ids(module);
    for index in &cut.lent {
        let id = *ids.get(index).context("a function is gone")?;
        let name = lent('f', *index);
        match &module.funcs.get(id).kind {
            FunctionKind::Import(imported) => {
                let import = module.imports.get_mut(imported.import);
                (import.module, import.name) = (FIRST.to_owned(), name);
            }
            _ => {
                let ty = module.funcs.get(id).ty();
                let import = module.imports.add(FIRST, &name, ImportKind::Function(id));
                module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
            }
        }
    }
    let globals: Vec<GlobalId> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals.into_iter().filter(|id| cut.globals.contains(&id.index())) {
        let import = module.imports.add(FIRST, &lent('g', id.index()), ImportKind::Global(id));
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    for id in tables(module, cut) {
        let import = module.imports.add(FIRST, &lent('t', id.index()), ImportKind::Table(id));
        module.tables.get_mut(id).import = Some(import);
    }
    fit(module, table, cut);
    let import = module.imports.add(FIRST, &lent('m', 0), ImportKind::Memory(memory));
    module.memories.get_mut(memory).import = Some(import);

    // Slots in a row are one segment.
    let mut slots = cut.filled.iter().peekable();
    while let Some((slot, index)) = slots.next() {
        let mut functions = vec![*ids.get(index).context("a function is gone")?];
        while let Some((_, index)) =
            slots.next_if(|(next, _)| **next as usize == *slot as usize + functions.len())
        {
            functions.push(*ids.get(index).context("a function is gone")?);
        }
        let offset = ConstExpr::Value(Value::I32(i32::try_from(*slot)?));
        let element =
            module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(element);
    }
    Ok(())
}

fn ids(module: &Module) -> BTreeMap<usize, FunctionId> {
    module.funcs.iter().map(|function| (function.id().index(), function.id())).collect()
}

/// The tables that both parts use.
fn tables(module: &Module, cut: &Cut) -> Vec<TableId> {
    module.tables.iter().map(|table| table.id()).filter(|id| cut.tables.contains(&id.index())).collect()
}

/// Makes room for the late functions in the table of functions.
fn fit(module: &mut Module, table: TableId, cut: &Cut) {
    let table = module.tables.get_mut(table);
    table.initial = u64::from(cut.table_size);
    table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
}

fn memory(module: &Module) -> Result<MemoryId> {
    module.memories.iter().next().map(|memory| memory.id()).context("the program has no memory")
}

fn signature(module: &Module, id: TypeId) -> (Vec<ValType>, Vec<ValType>) {
    let kind = module.types.get(id);
    (kind.params().to_vec(), kind.results().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{DataKind, ExportId};

    /// A program as wasm-bindgen leaves one: an export that calls `late_entry`, which calls `helper` and, like the export,
    /// `common`; a second late function stands in the table only. Every function adds a different number, and `entry`
    /// one that is the address of "late text".
    fn program() -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        for (at, bytes) in [(1024, &b"early late text early"[..]), (2048, b"late word")] {
            let offset = ConstExpr::Value(Value::I32(at));
            let data = module.data.add(DataKind::Active { memory, offset }, bytes.to_vec());
            module.memories.get_mut(memory).data_segments.insert(data);
        }
        let pointer = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(7)));
        let table = module.tables.add_local(false, 3, Some(3), walrus::RefType::FUNCREF);
        let mut add = |name: &str, number: i32, calls: &[FunctionId]| {
            let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
            function.name(name.to_owned());
            let given = module.locals.add(ValType::I32);
            let mut body = function.func_body();
            body.local_get(given);
            // Long enough not to be kept for its size.
            for _ in 0..COMMON {
                body.i32_const(number).binop(walrus::ir::BinaryOp::I32Add);
            }
            body.global_get(pointer).binop(walrus::ir::BinaryOp::I32Add);
            for called in calls {
                body.call(*called);
            }
            function.finish(vec![given], &mut module.funcs)
        };
        let common = add("demarche_app::common", 1, &[]);
        let helper = add("alloc::helper", 2, &[common]);
        let entry = add("demarche_app::late::entry", TEXT, &[helper, common]);
        let lone = add("demarche_app::late::lone", 4, &[]);
        let run = add("run", 5, &[common, entry]);
        let offset = ConstExpr::Value(Value::I32(1));
        let element = module
            .elements
            .add(ElementKind::Active { table, offset }, ElementItems::Functions(vec![common, lone]));
        module.tables.get_mut(table).elem_segments.insert(element);
        module.exports.add("run", run);
        module.exports.add("memory", memory);
        module
            .customs
            .add(walrus::RawCustomSection { name: "demarche.corpus".to_owned(), data: b"pack".to_vec() });
        module.emit_wasm()
    }

    /// The address of "late text" in that program.
    const TEXT: i32 = 1024 + 6;

    fn data(module: &Module) -> Vec<(i32, String)> {
        let one = |data: &walrus::Data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => {
                (at, String::from_utf8_lossy(&data.value).into_owned())
            }
            _ => panic!("all of it is active"),
        };
        let mut all: Vec<_> = module.data.iter().map(one).collect();
        all.sort();
        all
    }

    fn named(texts: &[&str]) -> Vec<LateData> {
        texts
            .iter()
            .map(|text| LateData { name: format!("<{text}>"), bytes: text.as_bytes().to_vec() })
            .collect()
    }

    #[test]
    fn late_data_stands_where_it_did_in_the_second_module() {
        let late_data = named(&["late word", "late text"]);
        let parts = split(&program(), |name| name.contains("late::"), &late_data).expect("a program");
        let (first, later) = (read(&parts.first).expect("a module"), read(&parts.later).expect("a module"));
        let text = |at: i32, text: &str| (at, text.to_owned());
        assert_eq!(data(&first), [text(1024, "early "), text(1024 + 15, " early")]);
        assert_eq!(data(&later), [text(TEXT, "late text"), text(2048, "late word")]);
        for module in [&parts.first, &parts.later] {
            wasmparser::Validator::new().validate_all(module).expect("valid");
        }
    }

    #[test]
    fn data_that_cannot_come_later_is_named() {
        for (is_late, text, wanted) in [
            ("late::", "no such", "<no such> is not in the program"),
            ("late::", "early", "<early> is twice in the program"),
            (
                "lone",
                "late text",
                "<late text> cannot come later: demarche_app::late::entry of the first module reads it",
            ),
            (
                "lone",
                "ly late",
                "<ly late> cannot come later: demarche_app::late::entry of the first module reads it",
            ),
        ] {
            let error = split(&program(), |name| name.contains(is_late), &named(&[text])).expect_err(text);
            assert_eq!(error.to_string(), wanted);
        }
    }

    fn local(module: &Module) -> usize {
        module.funcs.iter_local().count()
    }

    #[test]
    fn late_functions_go_with_what_only_they_call() {
        let parts = split(&program(), |name| name.contains("late::"), &[]).expect("a program");
        let (first, later) = (read(&parts.first).expect("a module"), read(&parts.later).expect("a module"));
        // run, common, two stubs and the one that asks; entry and lone and what only they call.
        assert_eq!((local(&first), local(&later)), (5, 3));
        assert_eq!(
            first.imports.iter().map(|one| format!("{}.{}", one.module, one.name)).collect::<Vec<_>>(),
            ["later.load"]
        );
        assert!(later.imports.iter().all(|one| one.module == FIRST) && later.exports.iter().next().is_none());
        let corpus = |module: &Module| module.customs.iter().any(|(_, one)| one.name() == "demarche.corpus");
        assert!(corpus(&first) && !corpus(&later));
    }

    #[test]
    fn the_first_lends_what_the_second_asks_for_of_the_same_kind() {
        let parts = split(&program(), |name| name.contains("late::"), &[]).expect("a program");
        let (first, later) = (read(&parts.first).expect("a module"), read(&parts.later).expect("a module"));
        let lent = |name: &str| -> Option<ExportId> {
            first.exports.iter().find(|one| one.name == name).map(|one| one.id())
        };
        for import in later.imports.iter() {
            let export = lent(&import.name).map(|id| &first.exports.get(id).item);
            let is_same = match (&import.kind, export) {
                (ImportKind::Function(asked), Some(ExportItem::Function(given))) => {
                    signature(&later, later.funcs.get(*asked).ty())
                        == signature(&first, first.funcs.get(*given).ty())
                }
                (ImportKind::Global(asked), Some(ExportItem::Global(given))) => {
                    later.globals.get(*asked).mutable == first.globals.get(*given).mutable
                }
                (ImportKind::Table(asked), Some(ExportItem::Table(given))) => {
                    later.tables.get(*asked).initial == first.tables.get(*given).initial
                }
                (ImportKind::Memory(_), Some(ExportItem::Memory(_))) => true,
                _ => false,
            };
            assert!(is_same, "{}", import.name);
        }
        assert!(lent(READY).is_some());
    }

    #[test]
    fn both_are_valid_and_twice_the_same_wherever_the_cut_is() {
        for late in ["late::", "lone", "entry", "helper", "common", "run", "", "nothing of the kind"] {
            let cut = || split(&program(), |name| name.contains(late), &[]).expect("a program");
            let parts = cut();
            for module in [&parts.first, &parts.later] {
                wasmparser::Validator::new().validate_all(module).expect("valid");
            }
            let again = cut();
            assert!(parts.first == again.first && parts.later == again.later);
        }
    }

    #[test]
    fn what_is_no_program_is_refused() {
        let error = split(b"\0asm", |_| true, &[]).expect_err("it ends");
        assert!(error.to_string().contains("reading the program"), "{error}");
        let empty = Module::default().emit_wasm();
        let error = split(&empty, |_| true, &[]).expect_err("nothing is in it");
        assert_eq!(error.to_string(), "the program has no table of functions");
    }
}
