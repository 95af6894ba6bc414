import type { ReactNode } from 'react'
import { useState } from 'react'
import { useStore } from 'zustand'
import './cart.css'
import { money } from './money.ts'
import { type Line, setQuantity, store } from './store.ts'

interface Props {
  /** Shown between the lines and the total, given the total in cents. */
  readonly above?: (total: number) => ReactNode
}

export function Cart({ above }: Props) {
  const lines = useStore(store, state => state.lines)
  const [ordered, setOrdered] = useState(false)
  const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

  const order = () => {
    for (const line of lines) setQuantity(line.id, 0)
    setOrdered(true)
  }

  return (
    <div className="cart">
      <h2 className="cart-title">Your bag</h2>
      {lines.length === 0 ? (
        <p className="cart-empty">
          {ordered
            ? 'Thank you! Nothing was charged, and nothing will arrive.'
            : 'Still empty. Something nice is one click away.'}
        </p>
      ) : (
        <>
          <ul className="cart-lines">
            {lines.map(line => (
              <CartLine key={line.id} line={line} />
            ))}
          </ul>
          {above?.(total)}
          <dl className="cart-total">
            <dt>
              Total <small>with VAT</small>
            </dt>
            <dd>{money(total)}</dd>
          </dl>
          <button type="button" className="cart-order" onClick={order}>
            Check out
          </button>
        </>
      )}
    </div>
  )
}

function CartLine({ line }: { readonly line: Line }) {
  return (
    <li className="cart-line" data-line={line.id}>
      <img className="cart-photo" src={line.photo} alt="" width="56" height="56" />
      <div className="cart-what">
        <p className="cart-name">{line.name}</p>
        <p className="cart-price">{money(line.price * line.quantity)}</p>
      </div>
      <div className="cart-stepper">
        <button
          type="button"
          aria-label={`One less: ${line.name}`}
          onClick={() => setQuantity(line.id, line.quantity - 1)}
        >
          −
        </button>
        <output aria-label={`How many: ${line.name}`}>{line.quantity}</output>
        <button
          type="button"
          aria-label={`One more: ${line.name}`}
          onClick={() => setQuantity(line.id, line.quantity + 1)}
        >
          +
        </button>
      </div>
    </li>
  )
}
