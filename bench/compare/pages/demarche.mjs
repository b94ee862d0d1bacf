// The project's own comparison, as WebAssembly: alignment, moves, ledger, shared wording, marked word differences.
import init, { Comparer } from '/wasm/engine.js';

export async function open() {
  const [{ statements, frequencies }] = await Promise.all([
    fetch('/frequencies.json').then(response => response.json()),
    init({ module_or_path: '/wasm/engine_bg.wasm' }),
  ]);
  const comparer = new Comparer(statements, frequencies);
  return { compare: (a, b) => comparer.compare(a, b), told: numbers => ({ numbers: Array.from(numbers) }) };
}
