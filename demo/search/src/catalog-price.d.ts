/** Catalog's `Price` in the types of this remote's own React: rendered here, it must run on the same one. */
declare module '@mall/catalog/Price' {
  import type { ReactElement } from 'react'

  export function Price(props: { readonly price: number; readonly was?: number | undefined }): ReactElement
}
