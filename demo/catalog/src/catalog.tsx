import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import './catalog.css'
import { ProductCard } from './product-card.tsx'
import { fetchProducts, type Product, productAt } from './products.ts'
import { showsVat, showVat, subscribe } from './vat.ts'

/** Nobody loads the details before somebody asks for them. */
const Details = lazy(() => import('./details.tsx'))

export function Catalog() {
  const { data: products, error } = useQuery({ queryKey: ['products'], queryFn: fetchProducts, retry: false })
  const [category, setCategory] = useState<string>()
  const open = useProductInAddress(products)

  if (error) return <p className="catalog-note">The products are not to be had right now: {error.message}.</p>
  if (!products) return <p className="catalog-note">Fetching the products …</p>

  const categories = [...new Set(products.map(product => product.category))]
  const shown = products.filter(product => category === undefined || product.category === category)
  return (
    <div className="catalog">
      <div className="catalog-head">
        <h2 className="catalog-title">Things that stay</h2>
        <VatSwitch />
      </div>
      <fieldset className="catalog-filter">
        <legend>Category</legend>
        <button type="button" aria-pressed={category === undefined} onClick={() => setCategory(undefined)}>
          Everything
        </button>
        {categories.map(name => (
          <button key={name} type="button" aria-pressed={name === category} onClick={() => setCategory(name)}>
            {name}
          </button>
        ))}
      </fieldset>
      <ul className="catalog-grid">
        {shown.map(product => (
          <ProductCard key={product.id} product={product} />
        ))}
      </ul>
      {open && (
        <Suspense>
          <Details product={open} onClose={leaveAddress} />
        </Suspense>
      )}
    </div>
  )
}

function VatSwitch() {
  const withVat = useSyncExternalStore(subscribe, showsVat)
  return (
    <label className="catalog-vat">
      <input
        type="checkbox"
        role="switch"
        checked={withVat}
        aria-checked={withVat}
        onChange={event => showVat(event.target.checked)}
      />
      Prices with VAT
    </label>
  )
}

/** The address bar says which product is open, so any remote can open one with a link. */
function useProductInAddress(products: readonly Product[] | undefined): Product | undefined {
  const id = useSyncExternalStore(subscribeToAddress, () => productAt(location.hash))
  return products?.find(product => product.id === id)
}

function subscribeToAddress(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

function leaveAddress(): void {
  history.replaceState(history.state, '', location.pathname + location.search)
  dispatchEvent(new HashChangeEvent('hashchange'))
}
