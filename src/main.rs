//! Starts the app and carries the corpus inside the module.

/// The packed corpus. On wasm it becomes a custom section, which publishing can replace without a compiler.
// Without `#[used]`, which would put the bytes into the data segment as well.
#[cfg(target_arch = "wasm32")]
#[allow(
    unsafe_code,
    reason = "a link section is the only way to make a custom section; it is data, never code"
)]
#[unsafe(link_section = "demarche.corpus")]
pub static CORPUS: [u8; include_bytes!(concat!(env!("OUT_DIR"), "/corpus.pack")).len()] =
    *include_bytes!(concat!(env!("OUT_DIR"), "/corpus.pack"));

fn main() {
    demarche_app::browser::report_panics();
    // The same program serves as the page's worker where the corpus is large.
    if demarche_app::browser::is_worker() {
        demarche_app::worker::run();
    } else {
        demarche_app::start::mount();
    }
}
