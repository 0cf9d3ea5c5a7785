// Writes src/api/schema.d.ts from the OpenAPI document of a running server; --check only says whether it is current.
// A folder of its own because openapi-typescript needs TypeScript 5.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const target = fileURLToPath(new URL('../../src/api/schema.d.ts', import.meta.url));
const [source, flag] = process.argv.slice(2);
if (!source) {
  console.error('usage: node generate.js URL-or-file [--check]');
  process.exit(2);
}

const document = JSON.parse(
  source.startsWith('http') ? await (await fetch(source)).text() : await readFile(source, 'utf8'),
);

const without = (value, names) => {
  if (Array.isArray(value)) {
    return value.map((item) => without(item, names));
  }
  return value && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name, inner]) => !(names.has(name) && typeof inner === 'string'))
          .map(([name, inner]) => [name, without(inner, names)]),
      )
    : value;
};

// Where JSON is one of several forms, the typed client speaks JSON; files and texts are asked for without it.
const json = (content) =>
  content?.['application/json'] ? { 'application/json': content['application/json'] } : content;

// Who calls is said in headers by the client for all operations alike, and what went wrong is always a problem document.
for (const path of Object.values(document.paths)) {
  for (const operation of Object.values(path)) {
    operation.parameters = operation.parameters?.filter((parameter) => parameter.in !== 'header');
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses)
        .filter(([status]) => status.startsWith('2'))
        .map(([status, response]) => [status, { description: '', content: json(response.content) }]),
    );
    if (operation.requestBody) {
      operation.requestBody.content = json(operation.requestBody.content);
    }
    delete operation.tags;
    delete operation.operationId;
  }
}

// The server writes every field of an answer, null where there is nothing: what no request uses is complete.
const schemas = document.components.schemas;
const asked = new Set();
const ask = (value) => {
  if (value && typeof value === 'object') {
    const name = value.$ref?.split('/').pop();
    if (name && !asked.has(name)) {
      asked.add(name);
      ask(schemas[name]);
    }
    for (const inner of Object.values(value)) {
      ask(inner);
    }
  }
};
for (const path of Object.values(document.paths)) {
  for (const operation of Object.values(path)) {
    ask(operation.requestBody);
  }
}
for (const [name, schema] of Object.entries(schemas)) {
  if (schema.properties && !asked.has(name) && name !== 'ProblemDetails') {
    schema.required = Object.keys(schema.properties);
  }
}

const types = await openapiTS(without(document, new Set(['description', 'summary'])), { alphabetize: true });
const text = `// Generated from /openapi.json by tools/openapi/generate.js. Do not edit.\n\n${astToString(types)}`;
if (flag === '--check') {
  if ((await readFile(target, 'utf8')) !== text) {
    console.error('src/api/schema.d.ts is not what the server says: run npm run types');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
