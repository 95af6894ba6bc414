/**
 * Every error code with its title. Codes are never reused; `docs/errors.md` has a section for each, and a test compares
 * the two. Ranges: 1xx manifest, 2xx resolution, 3xx import map, 4xx load, 5xx build, 6xx deploy.
 */
export const errorTable = {
  'FED-101': 'The manifest is not a JSON object',
  'FED-102': 'The manifest has a formatVersion that this fedmap does not know',
  'FED-103': 'The manifest has a malformed field',
  'FED-104': 'The manifest has a path that leaves its folder',
  'FED-105': "The manifest has a copy with a file outside of the copy's folder",
  'FED-106': 'The manifest has a version or a range that npm does not know',

  'FED-201': 'Not a version',
  'FED-202': 'Not a range',
  'FED-203': 'The remote was rejected: no set of copies serves it',
  'FED-204': 'Two remotes of one name',
  'FED-205': 'A pin names a copy that no remote offers',

  'FED-301': 'The import map is not a JSON object',
  'FED-302': 'The import map has a field of the wrong type',
  'FED-303': 'The specifier is not mapped',
  'FED-304': 'The specifier is blocked by a null entry',
  'FED-305': 'The specifier leaves the folder that its prefix is mapped to',
  'FED-306': 'Two import maps disagree on a specifier',

  'FED-401': 'The import map could not be fetched',
  'FED-402': 'The import map is not JSON',
  'FED-403': 'The manifest could not be fetched',
  'FED-404': 'The manifest is not JSON',
  'FED-405': 'The page has no import map',
  'FED-406': 'The module could not be loaded',
  'FED-407': 'The module threw while it ran',
  'FED-408': 'The composing part of the loader could not be loaded',
  'FED-409': 'Another remote has this name',
  'FED-410': 'The origin is not allowed',
  'FED-411': 'The page has no SystemJS',

  'FED-501': 'An option that does not exist',
  'FED-502': 'An option has a value of the wrong type',
  'FED-503': 'An exposed file does not exist',
  'FED-504': 'Two exposes of one name',
  'FED-505': 'A shared package is not installed',
  'FED-506': 'A range that is no range',
  'FED-507': 'The remote does not resolve on its own',
  'FED-508': 'A package does not have this subpath',
  'FED-509': 'A shared package cannot be built',
  'FED-510': 'A shared package imports what is not installed',
  'FED-511': 'A module cannot be written as System.register',
  'FED-512': 'An asset does not exist',
  'FED-521': 'An import is bundled, since it is of another version than the shared one',
  'FED-522': 'A package that keeps state is bundled twice',
  'FED-523': 'The bundler warns of a shared package',

  'FED-601': 'The folder to serve is not there',
  'FED-602': 'The server cannot listen',
  'FED-610': 'There is no import map in the store',
  'FED-611': 'The store is not there',
  'FED-612': 'The store is full',
  'FED-613': 'The store may not be written to',
  'FED-614': 'The store failed',
  'FED-615': 'The store is locked',
  'FED-616': 'No such revision',
  'FED-617': 'Others changed the map all the while',
  'FED-618': 'The store ignores conditions',
  'FED-619': 'The package for this store is not installed',
  'FED-620': 'Not a store',
} as const

export type ErrorCode = keyof typeof errorTable
