import { Price } from '@mall/catalog/Price'
import { addressOf, fetchProducts, type Product } from '@mall/catalog/products'
import { debounce } from 'lodash-es'
import { useEffect, useMemo, useRef, useState } from 'react'
import { findProducts } from './find-products.ts'
import './search.css'

export function Search() {
  const products = useProducts()
  const [query, setQuery] = useState('')
  const [isOpen, setOpen] = useState(false)
  const setQuerySoon = useMemo(() => debounce(setQuery, 120), [])
  const box = useRef<HTMLElement>(null)
  const found = findProducts(products, query)

  const closeOnLeave = (event: React.FocusEvent) => {
    if (!box.current?.contains(event.relatedTarget)) setOpen(false)
  }

  return (
    <search ref={box} className="search" onFocus={() => setOpen(true)} onBlur={closeOnLeave}>
      <input
        type="search"
        className="search-input"
        placeholder="Search for lamp, oak, kitchen …"
        aria-label="Search the products"
        onChange={event => setQuerySoon(event.target.value)}
      />
      {isOpen && query !== '' && (
        <div className="search-results" role="status">
          {found.length === 0 ? <p className="search-none">Nothing is called “{query}”.</p> : null}
          <ul>
            {found.map(product => (
              <li key={product.id} data-product={product.id}>
                <a className="search-result" href={addressOf(product)} onClick={() => setOpen(false)}>
                  <img src={product.photo} alt="" width="44" height="44" />
                  <span className="search-name">{product.name}</span>
                  <Price price={product.price} was={product.was} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  )
}

function useProducts(): readonly Product[] {
  const [products, setProducts] = useState<readonly Product[]>([])
  useEffect(() => {
    fetchProducts().then(setProducts, console.error)
  }, [])
  return products
}
