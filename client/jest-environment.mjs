import { TestEnvironment } from "jest-environment-jsdom";

const fromNode = ["fetch", "Request", "Response", "Headers", "structuredClone", "TextEncoder", "TextDecoder", "ReadableStream"];

/** A browser page whose network is Node's own: jsdom has no fetch. */
// oxlint-disable-next-line import/no-default-export -- Jest takes the default export
export default class BrowserPage extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of fromNode) this.global[name] = globalThis[name];
  }
}
