//! The pack travels inside the WebAssembly module as a custom section; this reads it back.

use js_sys::{ArrayBuffer, Uint8Array, WebAssembly};
use wasm_bindgen::JsCast;

/// The bytes of the module's first custom section of this name; `None` where it has none.
pub fn embedded_section(name: &str) -> Option<Vec<u8>> {
    let module = wasm_bindgen::module().dyn_into::<WebAssembly::Module>().ok()?;
    let sections = WebAssembly::Module::custom_sections(&module, name);
    let buffer = sections.get(0).dyn_into::<ArrayBuffer>().ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
