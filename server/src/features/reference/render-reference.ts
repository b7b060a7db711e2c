import { problemCodes } from "../../http/openapi.ts";
import { PROBLEMS, type ProblemCode } from "../../http/problem-catalogue.ts";
import type { EndpointDefinition } from "../../http/endpoint.ts";
import { html, type Html } from "./html.ts";
import { renderSchema, type Schema } from "./render-schema.ts";

type Content = Record<string, { schema: Schema }>;
type Operation = {
  description?: string;
  parameters?: Array<{ name: string; schema: Schema; required: boolean; description?: string }>;
  "x-limit"?: { points: number; windowSeconds: number };
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
type Document = {
  info: { version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

function schemaOf(content: Content | undefined): Schema | undefined {
  return content && Object.values(content)[0]?.schema;
}

function part(title: string, schema: Schema | undefined): Html | null {
  return schema
    ? html`<h4>${title}</h4>
        ${renderSchema(schema)}`
    : null;
}

const CREDENTIALS = { accessToken: "an access token", refreshCookie: "the refresh cookie" } as const;

function needs({ permission, credentials = [] }: EndpointDefinition): Html {
  if (permission === "authenticated") return html`an access token`;
  if (permission !== "public") return html`the permission <code>${permission}</code>`;
  const accepted = credentials.map((credential) => CREDENTIALS[credential]);
  return html`${accepted.length > 0 ? [...accepted, "what the body holds"].join(", or ") : "nothing"}`;
}

function renderEndpoint(definition: EndpointDefinition, operation: Operation): Html {
  const { method, path, operationId, summary, limit, audit, response } = definition;
  const parameters = Object.fromEntries(
    (operation.parameters ?? []).map(({ name, schema, description }) => [name, { ...schema, ...(description && { description }) }]),
  );
  const required = (operation.parameters ?? []).filter((parameter) => parameter.required).map(({ name }) => name);
  const allowed = operation["x-limit"];
  const codes = problemCodes(definition).map(
    (code) =>
      html`<li>
        <a href="#problem-${code}">${PROBLEMS[code].status} <code>${code}</code></a>
      </li>`,
  );
  return html`<section class="endpoint" id="${operationId}">
    <h3><span class="method">${method}</span> <code>${path}</code></h3>
    <p class="summary">${summary}.</p>
    ${definition.description ? html`<p>${definition.description}</p>` : null}
    <dl>
      <div>
        <dt>Needs</dt>
        <dd>${needs(definition)}</dd>
      </div>
      ${
        limit === "none"
          ? null
          : html`<div>
              <dt>Limit</dt>
              <dd>${limit}: ${allowed?.points} requests of one address in ${allowed?.windowSeconds} seconds</dd>
            </div>`
      }
      ${
        audit.length === 0
          ? null
          : html`<div>
              <dt>Records</dt>
              <dd><code>${audit.join(", ")}</code></dd>
            </div>`
      }
    </dl>
    ${operation.parameters ? part("Parameters", { properties: parameters, required }) : null}
    ${part("Body", schemaOf(operation.requestBody?.content))}
    ${part(`Answer ${response.status}`, schemaOf(operation.responses[String(response.status)]?.content))}
    ${
      codes.length > 0
        ? html`<h4>Problems</h4>
            <ul class="codes">
              ${codes}
            </ul>`
        : null
    }
  </section>`;
}

function renderProblem([code, { status, title, advice }]: [string, (typeof PROBLEMS)[ProblemCode]]): Html {
  return html`<tr id="problem-${code}">
    <th scope="row"><code>${code}</code></th>
    <td>${status}</td>
    <td><strong>${title}.</strong> ${advice}</td>
  </tr>`;
}

/** The reference as one page without a script: every endpoint, schema and problem code, from the objects that serve them. */
export function renderReference(endpoints: readonly EndpointDefinition[], document: object): string {
  const { info, paths, components } = document as Document;
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  const operationOf = ({ method, path }: EndpointDefinition) =>
    paths[path.replace(/:([A-Za-z]+)/g, "{$1}")]?.[method.toLowerCase()] ?? { responses: {} };
  const ofTag = (tag: string) => endpoints.filter((definition) => definition.tag === tag);

  const navigation = tags.map(
    (tag) =>
      html`<h2>${tag}</h2>
        <ul>
          ${ofTag(tag).map((one) => html`<li><a href="#${one.operationId}">${one.summary}</a></li>`)}
        </ul>`,
  );
  const sections = tags.map(
    (tag) =>
      html`<h2>${tag}</h2>
        ${ofTag(tag).map((one) => renderEndpoint(one, operationOf(one)))}`,
  );
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      html`<section id="schema-${name}">
        <h3>${name}</h3>
        <p>${schema.description}</p>
        ${renderSchema(schema)}
      </section>`,
  );
  const problems = Object.entries(PROBLEMS).map(renderProblem);

  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Gatehouse API</title>
        <link rel="stylesheet" href="/docs/reference.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <nav aria-label="Endpoints">
          <p class="name">Gatehouse API <span>${info.version}</span></p>
          ${navigation}
          <h2>More</h2>
          <ul>
            <li><a href="#schemas">Schemas</a></li>
            <li><a href="#problems">Problem codes</a></li>
            <li><a href="/openapi.json">openapi.json</a></li>
          </ul>
        </nav>
        <main id="content">
          <h1>Gatehouse API</h1>
          <p>${info.description}</p>
          ${sections}
          <h2 id="schemas">Schemas</h2>
          ${schemas}
          <h2 id="problems">Problem codes</h2>
          <p>
            Branch on <code>code</code>: it never changes its meaning. <code>requestId</code> finds the log line, and the audit event of
            what was recorded.
          </p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Code</th>
                  <th scope="col">Status</th>
                  <th scope="col">What happened and what to do</th>
                </tr>
              </thead>
              <tbody>
                ${problems}
              </tbody>
            </table>
          </div>
        </main>
      </body>
    </html>`.html;
}
