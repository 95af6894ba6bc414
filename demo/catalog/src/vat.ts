/** Whether prices are shown with VAT: one choice for every price of the page, in whosever tree it stands. */
let withVat = true
const listeners = new Set<() => void>()

export function showsVat(): boolean {
  return withVat
}

export function showVat(next: boolean): void {
  withVat = next
  for (const listener of listeners) listener()
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The part of a price that is not VAT, in cents. */
export function withoutVat(price: number): number {
  return Math.round(price / 1.2)
}
