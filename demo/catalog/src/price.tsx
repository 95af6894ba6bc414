import { useSyncExternalStore } from 'react'
import './price.css'
import { showsVat, subscribe, withoutVat } from './vat.ts'

const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })

interface Props {
  /** In cents, with VAT. */
  readonly price: number
  /** The price before a reduction, in cents, with VAT. */
  readonly was?: number | undefined
}

/** A price, as this shop shows it everywhere. Its hook works only with the React of the tree that renders it. */
export function Price({ price, was }: Props) {
  const withVat = useSyncExternalStore(subscribe, showsVat)
  const format = (cents: number) => euros.format((withVat ? cents : withoutVat(cents)) / 100)
  return (
    <span className="catalog-price">
      {was !== undefined && <s className="catalog-price-was">{format(was)}</s>}
      <span className={was === undefined ? undefined : 'catalog-price-reduced'}>{format(price)}</span>
      {!withVat && <small className="catalog-price-vat">plus VAT</small>}
    </span>
  )
}
