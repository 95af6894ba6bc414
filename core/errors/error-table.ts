/**
 * Every error code with its title. Codes are never reused; `docs/errors.md` has a section for each, and a test compares
 * the two. Ranges: 1xx manifest, 2xx resolution, 3xx import map, 4xx load, 5xx build, 6xx deploy.
 */
export const errorTable = {
  'FED-101': 'The manifest is not a JSON object',
  'FED-102': 'The manifest has a formatVersion that this fedmap does not know',
  'FED-103': 'The manifest has a field of the wrong type',
  'FED-104': 'The manifest has a path that leaves its folder',
  'FED-105': 'The manifest names a file that its modules do not list',

  'FED-201': 'Not a version',
  'FED-202': 'Not a range',
  'FED-203': 'The remote was rejected: no set of copies serves it',
  'FED-204': 'Two remotes of one name',

  'FED-301': 'The import map is not a JSON object',
  'FED-302': 'The import map has a field of the wrong type',
  'FED-303': 'The specifier is not mapped',
  'FED-304': 'The specifier is blocked by a null entry',
  'FED-305': 'The specifier backtracks above its prefix',
  'FED-306': 'Two import maps disagree on a specifier',

  'FED-601': 'The folder to serve is not there',
  'FED-602': 'The server cannot listen',
} as const

export type ErrorCode = keyof typeof errorTable
