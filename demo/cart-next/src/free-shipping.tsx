import { money } from '../../cart/src/money.ts'
import './free-shipping.css'

/** In cents. */
const threshold = 150_00

/** How far the bag is from free shipping. */
export function FreeShipping({ total }: { readonly total: number }) {
  const missing = threshold - total
  return (
    <div className="cart-shipping">
      <p id="cart-shipping-label">
        {missing > 0 ? (
          <>
            <strong>{money(missing)}</strong> to free shipping
          </>
        ) : (
          <strong>Shipping is on us.</strong>
        )}
      </p>
      <progress aria-labelledby="cart-shipping-label" max={threshold} value={Math.min(total, threshold)} />
    </div>
  )
}
