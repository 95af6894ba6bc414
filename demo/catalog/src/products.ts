import { photos } from './photos.ts'

export interface Product {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly tagline: string
  readonly description: string
  readonly materials: readonly string[]
  /** In cents, with VAT. */
  readonly price: number
  /** The price before a reduction, in cents. */
  readonly was?: number
  /** An absolute URL. */
  readonly photo: string
}

let products: Promise<readonly Product[]> | undefined

/** All products, fetched once for all who ask; once more after a failure. */
export function fetchProducts(): Promise<readonly Product[]> {
  products ??= requestProducts().catch(error => {
    products = undefined
    throw error
  })
  return products
}

async function requestProducts(): Promise<readonly Product[]> {
  const response = await fetch(new URL('./products.json', import.meta.url))
  if (!response.ok) throw new Error(`The products answered ${response.status}`)
  const products: Omit<Product, 'photo'>[] = await response.json()
  return products.map(product => ({ ...product, photo: photos[product.id] ?? '' }))
}

/** The address of a product's details on this page. */
export function addressOf(product: Product): string {
  return `#product/${product.id}`
}

/** The product whose details an address asks for, if any. */
export function productAt(hash: string): string | undefined {
  return hash.startsWith('#product/') ? hash.slice('#product/'.length) : undefined
}
