import fc from 'fast-check'

/** Few and small numbers, so that versions often meet the edges of ranges. */
const number = fc.oneof(
  { weight: 20, arbitrary: fc.nat(3).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('10', '01', '9007199254740991', '9007199254740992') },
)
const prerelease = fc
  .array(fc.constantFrom('0', '1', '2', '10', 'alpha', 'beta', 'rc', 'x', '-', '1a', '01'), {
    minLength: 1,
    maxLength: 3,
  })
  .map(identifiers => `-${identifiers.join('.')}`)
const build = fc.constantFrom('+1', '+sha.5114f85', '+x-1.0')
const qualifier = fc.tuple(maybe(prerelease, 3), maybe(build, 8)).map(parts => parts.join(''))

/** A full version, now and then one that is none. */
export const versionText = fc
  .tuple(maybe(fc.constantFrom('v', '=', ' '), 12), number, number, number, qualifier)
  .map(([prefix, major, minor, patch, rest]) => `${prefix}${major}.${minor}.${patch}${rest}`)

const component = fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: fc.constantFrom('x', 'X', '*') })
const partial = fc
  .tuple(maybe(fc.constantFrom('v', '=', 'v '), 12), fc.array(component, { minLength: 1, maxLength: 3 }), qualifier)
  .map(([prefix, components, rest]) => prefix + components.join('.') + (components.length === 3 ? rest : ''))
const simple = fc
  .tuple(fc.constantFrom('', '', '=', '<', '>', '<=', '>=', '~', '~>', '^', '^'), maybe(fc.constant(' '), 6), partial)
  .map(parts => parts.join(''))
const alternative = fc.oneof(
  { weight: 4, arbitrary: fc.array(simple, { maxLength: 3 }).map(parts => parts.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(partial, partial).map(ends => ends.join(' - ')) },
)

/** A range by the grammar of semver's README. */
export const rangeText = fc
  .array(alternative, { minLength: 1, maxLength: 3 })
  .chain(alternatives => fc.constantFrom('||', ' || ').map(or => alternatives.join(or)))

/** Pieces of that grammar in any order. */
export const brokenRangeText = fc
  .array(
    fc.constantFrom(
      ...['0', '1', '2', '3', '.', '.', 'x', 'X', '*', '-', '-beta', '-rc.1', ' ', ' ', '\t', '  ', ' - ', '||', '|'],
      ...[
        '<',
        '>',
        '=',
        '<=',
        '>=',
        '^',
        '~',
        '~>',
        'v',
        'a',
        '01',
        '1.2.3',
        '0.0.0',
        '1.2.3+build',
        '0.1.x',
        '>=0.0.0',
      ],
    ),
    { maxLength: 8 },
  )
  .map(pieces => pieces.join(''))

function maybe(text: fc.Arbitrary<string>, oneIn: number): fc.Arbitrary<string> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text })
}
