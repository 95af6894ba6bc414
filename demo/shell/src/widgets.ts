export type Widget = typeof import('@mall/*/Widget')

/**
 * The widgets of the page, by remote. Each `import()` is written out, so that the build lists them in the manifest;
 * `data-preload` in the page has them requested together with the shell.
 */
export const widgets = {
  '@mall/search': () => import('@mall/search/Widget'),
  '@mall/promo': () => import('@mall/promo/Widget'),
  '@mall/catalog': () => import('@mall/catalog/Widget'),
  '@mall/reviews': () => import('@mall/reviews/Widget'),
  '@mall/account': () => import('@mall/account/Widget'),
  '@mall/cart': () => import('@mall/cart/Widget'),
  '@mall/legacy': () => import('@mall/legacy/Widget'),
} satisfies Record<string, () => Promise<Widget>>

export type RemoteName = keyof typeof widgets
