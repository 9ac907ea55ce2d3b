// Runs below `const modules = {path: text}`. A module comes after all that it imports, as "plckit-module:path".
// Makes an address for each text, one a page: widgets share what they both import, as on plckit's own pages.

const made = (globalThis[Symbol.for("plckit.kernel.modules")] ??= new Map());
const addresses = {};
for (const [path, text] of Object.entries(modules)) {
  const whole = text.replace(/"plckit-module:([^"]+)"/g, (_, neighbour) => `"${addresses[neighbour]}"`);
  if (!made.has(whole)) made.set(whole, URL.createObjectURL(new Blob([whole], { type: "text/javascript" })));
  addresses[path] = made.get(whole);
}

export default (await import(addresses.entry)).default;
