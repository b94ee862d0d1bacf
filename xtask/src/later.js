// The second module of the program: fetched while the reader looks at the first screen, at once where the address asks
// for what is in it, and without delay where something in it is called before it came.
const demarcheLater = {
    url: new URL("./FILE", import.meta.url),
    // A page that is one file puts it here.
    bytes: undefined,
    first: undefined,
    compiling: undefined,
    // The imports of the first module, and this one on its way if the first screen will not do.
    among(imports) {
        imports.LATER = { LOAD: this.load };
        if (this.isAskedFor()) this.compiled().catch(() => {});
        return imports;
    },
    isAskedFor() {
        const isMore = globalThis.document && !/^#?\/?(\?(?!.*\bview=).*)?$/.test(location.hash);
        return this.bytes || isMore || this.isKept();
    },
    // What the browser keeps of the site costs no wait; and a request without delay goes past what keeps it, so that without
    // a network it would find nothing.
    isKept() {
        try {
            return Boolean(globalThis.document && navigator.serviceWorker?.controller);
        } catch {
            return false;
        }
    },
    compiled() {
        this.compiling ??= this.bytes ? WebAssembly.compile(this.bytes) : this.fetched();
        return this.compiling;
    },
    async fetched() {
        const response = await fetch(this.url, { integrity: "INTEGRITY", priority: "low" });
        // It is there as a whole once its integrity is known: compiled as a stream, it would keep the page from listening.
        return WebAssembly.compile(await response.arrayBuffer());
    },
    join(module) {
        if (this.first.READY.value) return;
        new WebAssembly.Instance(module, { FIRST: this.first });
        this.first.READY.value = 1;
    },
    async before(instance) {
        this.first = instance.exports;
        await this.rested();
        if (this.isAskedFor()) this.join(await this.compiled());
    },
    // A task of its own, so that the page may listen before what follows.
    rested(value) {
        return new Promise((done) => setTimeout(done, 0, value));
    },
    after(started) {
        const begin = () => {
            // Something in it may have been needed meanwhile.
            if (!this.first.READY.value) this.compiled().then(this.rested).then((module) => this.join(module)).catch(() => {});
        };
        const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 200));
        // The first answer may be on its way over the same line, and goes first. A worker does without for longer: by then
        // the page has it, and the browser need not fetch it twice.
        if (!globalThis.document) {
            setTimeout(begin, 3000);
            return started;
        }
        const shown = new PerformanceObserver((marks) => {
            if (marks.getEntriesByName("demarche-shown").length === 0) return;
            shown.disconnect();
            idle(begin);
        });
        shown.observe({ type: "mark", buffered: true });
        return started;
    },
    load() {
        const later = demarcheLater;
        performance.mark("demarche-waited");
        try {
            const request = new XMLHttpRequest();
            request.open("GET", later.url, false);
            // Each byte as one character, as no other way gives bytes at once.
            request.overrideMimeType("text/plain; charset=x-user-defined");
            request.send();
            if (request.status !== 200) throw new Error(`${request.status}`);
            const bytes = Uint8Array.from(request.responseText, (one) => one.charCodeAt(0) & 255);
            if (later.digestOf(bytes) !== "SHA256") throw new Error("it is not the file that was published");
            later.join(new WebAssembly.Module(bytes));
        } catch (error) {
            throw new WebAssembly.RuntimeError(`a part of the program could not be loaded: ${error}`);
        }
    },
    // SHA-256 as FIPS 180-4 has it: of what comes without delay no browser checks or tells the digest without delay.
    digestOf(bytes) {
        const primes = [];
        for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
        const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
        const keys = primes.map((prime) => fraction(Math.cbrt(prime)));
        const hash = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
        const turned = (word, by) => (word >>> by) | (word << (32 - by));
        const length = (((bytes.length + 8) >> 6) + 1) << 6;
        const data = new DataView(new ArrayBuffer(length));
        new Uint8Array(data.buffer).set(bytes);
        data.setUint8(bytes.length, 128);
        data.setUint32(length - 4, bytes.length << 3);
        const words = new Int32Array(64);
        for (let start = 0; start < length; start += 64) {
            let [a, b, c, d, e, f, g, h] = hash;
            for (let i = 0; i < 64; i++) {
                const x = words[i - 15], y = words[i - 2];
                words[i] = i < 16
                    ? data.getInt32(start + (i << 2))
                    : words[i - 16] + words[i - 7] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
                const one = (h + keys[i] + words[i] + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g))) | 0;
                const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
                h = g, g = f, f = e, e = (d + one) | 0;
                d = c, c = b, b = a, a = (one + two) | 0;
            }
            [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] = (hash[i] + word) | 0));
        }
        return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
    },
};
