/**
 * What the mall's teams have agreed on: the exposes that one remote imports from another by name. No team imports
 * another's source. (`@mall/catalog/Price`, a React component, is declared by its only user, in its own React's types.)
 */

/** A widget mounts itself: single-spa's lifecycles, and what it really runs on, asked at run time. */
declare module '@mall/*/Widget' {
  interface Props {
    readonly domElement: HTMLElement
  }
  export function bootstrap(props: Props): Promise<void>
  export function mount(props: Props): Promise<void>
  export function unmount(props: Props): Promise<void>
  export const runsOn: {
    /** The remote's own version. */
    readonly version: string
    /** `import.meta.url` of the widget. */
    readonly url: string
    /** The package that it renders with, as a bare specifier. */
    readonly framework: string
    readonly frameworkVersion: string
    /** The version of `react-dom`, where the renderer is a package of its own. */
    readonly domVersion?: string
  }
}

declare module '@mall/cart/store' {
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
  export function add(item: Item): void
  /** Zero takes the line out. */
  export function setQuantity(id: string, quantity: number): void
  export function getState(): CartState
  /** Returns what ends the subscription. */
  export function subscribe(listener: () => void): () => void
}

declare module '@mall/catalog/products' {
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
  export function fetchProducts(): Promise<readonly Product[]>
  /** The address of a product's details on this page. */
  export function addressOf(product: Product): string
}

declare module '*.css' {}
