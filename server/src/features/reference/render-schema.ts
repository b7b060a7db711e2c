import { html, type Html } from "./html.ts";

/** What is read of a JSON Schema. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
};

/** A type in a few words, with a link where it has a name. */
function typeName(schema: Schema): Html {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.anyOf) return schema.anyOf.map(typeName).reduce((all, next) => html`${all} or ${next}`);
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  if (schema.enum) return html`${schema.enum.map((value) => JSON.stringify(value)).join(" | ")}`;
  if (schema.items) return html`list of ${typeName(schema.items)}`;
  const type = [schema.type ?? "any"].flat().join(" or ");
  return html`${schema.format ? `${type} (${schema.format})` : type}`;
}

function bounds(schema: Schema): string {
  const parts = [
    schema.minLength !== undefined && `at least ${schema.minLength} characters`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER && `from ${schema.minimum}`,
    schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER && `to ${schema.maximum}`,
    schema.default !== undefined && `${JSON.stringify(schema.default)} unless given`,
  ];
  const text = parts.filter(Boolean).join(", ");
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The members of an object, one row each; for anything else its type. */
export function renderSchema(schema: Schema): Html {
  if (!schema.properties) return html`<p class="type">${typeName(schema)}</p>`;
  const rows = Object.entries(schema.properties).map(([name, member]) => {
    const isRequired = schema.required?.includes(name) && member.default === undefined;
    return html`<tr>
      <th scope="row"><code>${name}</code>${isRequired ? "" : html` <span class="optional">optional</span>`}</th>
      <td class="type">${typeName(member)}</td>
      <td>${member.description} ${bounds(member)}</td>
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Member</th>
        <th scope="col">Type</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
