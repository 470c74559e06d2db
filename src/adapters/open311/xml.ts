import { readXml } from '../hotline/xml.js';

/** Elements that hold a list, and what an item in it is called. */
const LISTS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  requests: 'request',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

const listOf = (value: unknown, item: string): unknown[] => {
  const inside =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[item] : undefined;
  return inside === undefined ? [] : [inside].flat().map(plain);
};

/** An element as JSON has it. An empty one says nothing. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, of]) => of !== '');
  return Object.fromEntries(
    members.map(([name, of]) => [name, LISTS[name] ? listOf(of, LISTS[name]) : plain(of)]),
  );
}

/**
 * A GeoReport document of a server that speaks XML alone, as the JSON that others send.
 * @throws XmlError
 */
export function readGeoReport(text: string): unknown {
  const [[root, value] = ['', undefined]] = Object.entries(readXml(text));
  return LISTS[root] ? listOf(value, LISTS[root]) : plain(value);
}
