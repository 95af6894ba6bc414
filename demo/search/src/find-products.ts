import type { Product } from '@mall/catalog/products'
import { deburr, sortBy } from 'lodash-es'

/** The products that hold every word of the query, whatever its accents; those that have them in their name first. */
export function findProducts(products: readonly Product[], query: string): readonly Product[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const hasAll = (text: string) => words.every(word => plain(text).includes(word))
  const found = products.filter(({ name, category, tagline }) => hasAll(`${name} ${category} ${tagline}`))
  return sortBy(found, product => !hasAll(product.name))
}

function plain(text: string): string {
  return deburr(text).toLowerCase()
}
