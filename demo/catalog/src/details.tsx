import { add } from '@mall/cart/store'
import { useEffect, useRef } from 'react'
import './details.css'
import { Price } from './price.tsx'
import type { Product } from './products.ts'

interface Props {
  readonly product: Product
  readonly onClose: () => void
}

export default function Details({ product, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog ref={dialog} className="catalog-details" aria-labelledby="catalog-details-name" onClose={onClose}>
      <img className="catalog-details-photo" src={product.photo} alt="" width="400" height="400" />
      <div className="catalog-details-text">
        <p className="catalog-details-category">{product.category}</p>
        <h2 id="catalog-details-name">{product.name}</h2>
        <Price price={product.price} was={product.was} />
        <p>{product.description}</p>
        <ul className="catalog-details-materials">
          {product.materials.map(material => (
            <li key={material}>{material}</li>
          ))}
        </ul>
        <form method="dialog" className="catalog-details-actions">
          <button type="submit" className="catalog-details-add" onClick={() => add(product)}>
            Add to bag
          </button>
          <button type="submit" className="catalog-details-close">
            Close
          </button>
        </form>
      </div>
    </dialog>
  )
}
