import { resolve } from './schema.js';

// What examples are about: the same mug everywhere.
const VALUES = { id: 'mug%2F17', photo: 'PHOTO_ID', filter: 'colour=red', facet: 'category', id_contains: 'mug' };
const FIELDS = { photo: ['@front.jpg', '@side.jpg'], category: ['mug'], filter: ['colour=red'] };

/** Returns a curl command that calls an operation of an OpenAPI document. */
export function curl(document, path, method, operation, parameters) {
  const query = parameters.filter(({ in: where, name }) => where === 'query' && name in VALUES).slice(0, 2).map(({ name }) => `${name}=${VALUES[name]}`);
  const url = location.origin + path.replaceAll(/\{(\w+)\}/g, (_, name) => VALUES[name] ?? name) + (query.length ? `?${query.join('&')}` : '');
  const parts = [method === 'get' ? 'curl' : `curl -X ${method.toUpperCase()}`];
  // An operation that may be called without a key has an empty requirement in its list.
  if (operation.security?.length && !operation.security.some((way) => Object.keys(way).length === 0)) parts.push("-H 'Authorization: Bearer KEY'");
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === 'multipart/form-data') {
    const schema = resolve(document, body.schema);
    for (const name of Object.keys(schema.properties)) {
      if (schema.required?.includes(name) || schema.additionalProperties) (FIELDS[name] ?? []).forEach((value) => parts.push(`-F ${name}=${value}`));
    }
    if (schema.additionalProperties) parts.push('-F colour=red', '-F price:number=25');
  } else if (type) {
    parts.push(`-H 'Content-Type: ${type}'`, `-d '${JSON.stringify(body.example ?? {})}'`);
  }
  parts.push(`'${url}'`);
  return parts.join(' \\\n  ');
}
