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
        const isStreamed = response.headers.get("content-type") === "application/wasm";
        return isStreamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
    },
    join(module) {
        if (this.first.READY.value) return;
        new WebAssembly.Instance(module, { FIRST: this.first });
        this.first.READY.value = 1;
    },
    async before(instance) {
        this.first = instance.exports;
        if (this.isAskedFor()) this.join(await this.compiled());
    },
    after(started) {
        const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 200));
        idle(() => this.compiled().then((module) => this.join(module)).catch(() => {}));
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
            later.join(new WebAssembly.Module(Uint8Array.from(request.responseText, (one) => one.charCodeAt(0) & 255)));
        } catch (error) {
            throw new WebAssembly.RuntimeError(`a part of the program could not be loaded: ${error}`);
        }
    },
};
