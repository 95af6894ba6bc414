import { FederationError } from '../../core/index.js'
import { isObject } from '../../core/is-object.js'
import type { Variant } from '../../core/page/choose-variant.js'
import { recordOf } from '../../core/record-of.js'
import type { MapJson } from './map-json.js'

/** The variants of a map, by name. */
function readVariants({ fedmap }: MapJson): Readonly<Record<string, Variant>> {
  const variants = isObject(fedmap) ? fedmap.variants : undefined
  return recordOf(variants) as Record<string, Variant>
}

/** The maps that `chooseVariant` makes of a map, by the variant's name. */
export function forVariants(json: MapJson): readonly (readonly [name: string, map: MapJson])[] {
  return Object.entries(readVariants(json)).flatMap(([name, variant]) => {
    if (!isObject(variant) || !isObject(variant.imports)) return []
    const imports = { ...recordOf(json.imports), ...variant.imports }
    return [[name, { ...json, imports }] as const]
  })
}

/** @throws FED-622 where the map has no such variant */
export function readVariant(json: MapJson, name: string): Variant {
  const variants = readVariants(json)
  const variant = Object.hasOwn(variants, name) ? variants[name] : undefined
  if (variant && isObject(variant.imports)) return variant
  const names = Object.keys(variants).join(', ')
  throw new FederationError('FED-622', `the map has no variant ${name}, only ${names || 'none'}.`)
}

/** The map with a variant, in the place of one of the same name; undefined takes it off. */
export function withVariant(json: MapJson, name: string, variant: Variant | undefined): MapJson {
  const { [name]: _replaced, ...others } = readVariants(json)
  const variants = { ...others, ...(variant && { [name]: variant }) }
  const { variants: _old, ...settings } = recordOf(json.fedmap)
  return { ...json, fedmap: { ...settings, ...(Object.keys(variants).length > 0 && { variants }) } }
}
