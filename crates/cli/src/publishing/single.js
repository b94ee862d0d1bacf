// Stands behind the program's own JavaScript, in the same module: takes the program out of the page and starts it.
{
  const LEFT_OUT = [/* LEFT_OUT */];

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

  // A block of the page leaves it as soon as it is read, so that its text is never held twice.
  const blocks = [...document.querySelectorAll("script[data-bytes]")].values();
  const stream = new ReadableStream({
    pull(controller) {
      const { value: block, done } = blocks.next();
      if (done) return controller.close();
      block.remove();
      controller.enqueue(decode(block.textContent, Number(block.dataset.bytes)));
    },
  });
  const inflated = stream.pipeThrough(new DecompressionStream("gzip"));
  await START({ module_or_path: new Uint8Array(await new Response(inflated).arrayBuffer()) });
}
