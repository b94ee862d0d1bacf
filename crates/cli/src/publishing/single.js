// Stands behind the program's own JavaScript, in the same module: takes style and program out of the page, and starts.
{
  const LEFT_OUT = [/* LEFT_OUT */];
  const [STYLE, LATER, HEAD, TAIL, CHECKSUM] = [/* SIZES */];

  // seven.rs: characters of seven bits; those of two bytes hold one that was left out, and the next.
  const decode = (text, length) => {
    const bytes = new Uint8Array(length + 1);
    let bits = 0, count = 0, at = 0;
    const put = (symbol) => {
      bits |= symbol << count;
      count += 7;
      if (count > 7) {
        bytes[at++] = bits;
        bits >>= 8;
        count -= 8;
      }
    };
    for (let i = 0; i < text.length; i++) {
      const symbol = text.charCodeAt(i);
      if (symbol < 128) {
        put(symbol);
      } else {
        put(LEFT_OUT[(symbol >> 7) - 1]);
        put(symbol & 127);
      }
    }
    return bytes.subarray(0, length);
  };

  // A block leaves the page as soon as it is read, so that its text is never held twice.
  const read = function* (part) {
    for (const block of document.querySelectorAll(`script[data-${part}]`)) {
      block.remove();
      yield decode(block.textContent, Number(block.dataset[part]));
    }
  };

  // dense.rs: LZMA with four bits of context for literals and none of positions.
  const undo = (input, length) => {
    const REPEATED = 12, NOT_FIRST = 24, NOT_SECOND = 36, NOT_THIRD = 48, LONG = 60, SLOT = 72, SPECIAL = 328, ALIGN = 456;
    const LENGTH = 472, REPEATED_LENGTH = 746, LITERAL = 1020;
    const output = new Uint8Array(length);
    const chances = new Uint16Array(LITERAL + (0x300 << 4)).fill(1024);
    const coder = new Uint32Array([0xffffffff, 0]);
    let from = 0;
    const more = () => {
      if (coder[0] < 0x1000000) {
        coder[0] <<= 8;
        coder[1] = (coder[1] << 8) | input[from++];
      }
    };
    const bit = (at) => {
      const chance = chances[at];
      const bound = (coder[0] >>> 11) * chance;
      if (coder[1] < bound) {
        coder[0] = bound;
        chances[at] = chance + ((2048 - chance) >> 5);
        more();
        return 0;
      }
      coder[0] -= bound;
      coder[1] -= bound;
      chances[at] = chance - (chance >> 5);
      more();
      return 1;
    };
    const tree = (base, bits) => {
      let found = 1;
      for (let i = 0; i < bits; i++) found = (found << 1) | bit(base + found);
      return found - (1 << bits);
    };
    const reversed = (base, bits) => {
      let found = 1, value = 0;
      for (let i = 0; i < bits; i++) {
        const one = bit(base + found);
        found = (found << 1) | one;
        value |= one << i;
      }
      return value;
    };
    const direct = (bits) => {
      let value = 0;
      for (let i = 0; i < bits; i++) {
        coder[0] >>>= 1;
        const one = coder[1] < coder[0] ? 0 : 1;
        if (one) coder[1] -= coder[0];
        value = (value << 1) | one;
        more();
      }
      return value;
    };
    const long = (base) => {
      if (!bit(base)) return 2 + tree(base + 2, 3);
      return bit(base + 1) ? 18 + tree(base + 18, 8) : 10 + tree(base + 10, 3);
    };
    for (from = 1; from < 5; from++) coder[1] = (coder[1] << 8) | input[from];
    let state = 0, first = 0, second = 0, third = 0, fourth = 0, at = 0;
    while (at < length) {
      if (!bit(state)) {
        const model = LITERAL + 0x300 * (at ? output[at - 1] >> 4 : 0);
        let symbol = 1;
        if (state > 6) {
          let match = output[at - first - 1];
          while (symbol < 256) {
            const expected = (match >> 7) & 1;
            match <<= 1;
            const one = bit(model + ((1 + expected) << 8) + symbol);
            symbol = (symbol << 1) | one;
            if (one !== expected) break;
          }
        }
        while (symbol < 256) symbol = (symbol << 1) | bit(model + symbol);
        output[at++] = symbol;
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        continue;
      }
      let count;
      if (bit(REPEATED + state)) {
        if (bit(NOT_FIRST + state)) {
          let distance = second;
          if (bit(NOT_SECOND + state)) {
            distance = third;
            if (bit(NOT_THIRD + state)) {
              distance = fourth;
              fourth = third;
            }
            third = second;
          }
          second = first;
          first = distance;
        } else if (!bit(LONG + state)) {
          state = state < 7 ? 9 : 11;
          output[at] = output[at - first - 1];
          at++;
          continue;
        }
        count = long(REPEATED_LENGTH);
        state = state < 7 ? 8 : 11;
      } else {
        [fourth, third, second] = [third, second, first];
        count = long(LENGTH);
        state = state < 7 ? 7 : 10;
        first = tree(SLOT + 64 * Math.min(count - 2, 3), 6);
        if (first > 3) {
          const slot = first, bits = (slot >> 1) - 1;
          first = (2 | (slot & 1)) << bits;
          first += slot < 14 ? reversed(SPECIAL + first - slot, bits) : direct(bits - 4) * 16 + reversed(ALIGN, 4);
        }
      }
      for (; count > 0 && at < length; count--, at++) output[at] = output[at - first - 1];
    }
    return output;
  };

  // The style, the program's second module and the head of its first, small; the tail, where a large corpus is.
  const pieces = [...read("small")];
  const small = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  pieces.reduce((at, piece) => (small.set(piece, at), at + piece.length), 0);
  let low = 1, high = 0;
  for (let i = 0; i < small.length; i++) high = (high + (low = (low + small[i]) % 65521)) % 65521;
  if (high * 65536 + low !== CHECKSUM) throw new Error("the file is damaged");
  let program = undo(small, STYLE + LATER + HEAD);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(new TextDecoder().decode(program.subarray(0, STYLE)));
  document.adoptedStyleSheets = [sheet];
  if (LATER > 0) demarcheLater.bytes = program.subarray(STYLE, STYLE + LATER);
  program = program.subarray(STYLE + LATER);
  if (TAIL > 0) {
    const whole = new Uint8Array(HEAD + TAIL);
    whole.set(program);
    program = whole;
    let at = HEAD;
    const blocks = read("large");
    const packed = new ReadableStream({
      pull(controller) {
        const { value, done } = blocks.next();
        done ? controller.close() : controller.enqueue(value);
      },
    });
    const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
      whole.set(value, at);
      at += value.length;
    }
  }
  await START({ module_or_path: program });
}
