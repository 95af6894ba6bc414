import { add } from '@mall/cart/store'
import { Price } from './price.tsx'
import { addressOf, type Product } from './products.ts'

export function ProductCard({ product }: { readonly product: Product }) {
  return (
    <li className="catalog-card" data-product={product.id}>
      <div className="catalog-photo">
        <img src={product.photo} alt="" width="400" height="400" />
        {product.was !== undefined && <span className="catalog-flag">Reduced</span>}
        <button
          type="button"
          className="catalog-add"
          aria-label={`Add to bag: ${product.name}`}
          onClick={() => add(product)}
        >
          Add to bag
        </button>
      </div>
      <div className="catalog-text">
        <h3 className="catalog-name">
          <a href={addressOf(product)}>{product.name}</a>
        </h3>
        <p className="catalog-tagline">{product.tagline}</p>
        <Price price={product.price} was={product.was} />
      </div>
    </li>
  )
}
