import { createStore } from 'zustand/vanilla'

export interface Item {
  readonly id: string
  readonly name: string
  /** In cents. */
  readonly price: number
  /** An absolute URL. */
  readonly photo: string
}

export interface Line extends Item {
  readonly quantity: number
}

export interface CartState {
  readonly lines: readonly Line[]
}

/** The one cart of the page. Other remotes use the functions below, which say nothing of how it is kept. */
export const store = createStore<CartState>(() => ({ lines: [] }))

export const { getState, subscribe } = store

export function add(item: Item): void {
  const line = getState().lines.find(({ id }) => id === item.id)
  if (line) setQuantity(item.id, line.quantity + 1)
  else store.setState(({ lines }) => ({ lines: [...lines, { ...item, quantity: 1 }] }))
}

/** Zero takes the line out. */
export function setQuantity(id: string, quantity: number): void {
  store.setState(({ lines }) => ({
    lines: lines.map(line => (line.id === id ? { ...line, quantity } : line)).filter(line => line.quantity > 0),
  }))
}
