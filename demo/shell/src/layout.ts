import { element } from './element.ts'
import type { RemoteName } from './widgets.ts'

export interface Layout {
  readonly root: HTMLElement
  readonly slots: Readonly<Record<RemoteName, HTMLElement>>
  /** Shows how many things are in the bag. */
  readonly bagCount: HTMLElement
}

/** The frame of the page: header, footer, and one empty slot for each widget. */
export function layout(): Layout {
  const slots: Record<RemoteName, HTMLElement> = {
    '@mall/search': slot('search', 'Search'),
    '@mall/promo': slot('promo', 'Offer'),
    '@mall/catalog': slot('catalog', 'Products'),
    '@mall/reviews': slot('reviews', 'Reviews'),
    '@mall/account': slot('account', 'Your account'),
    '@mall/cart': slot('bag', 'Your bag'),
    '@mall/legacy': slot('stores', 'Our stores'),
  }
  const bagCount = element('span', { class: 'shell-bag-count', 'data-count': '0' }, '0')
  const root = element(
    'div',
    { class: 'shell' },
    element('a', { class: 'shell-skip', href: '#catalog' }, 'Skip to the products'),
    header(slots['@mall/search'], bagCount),
    element(
      'main',
      { class: 'shell-main' },
      slots['@mall/promo'],
      element(
        'div',
        { class: 'shell-columns' },
        element('div', { class: 'shell-column' }, slots['@mall/catalog'], slots['@mall/reviews']),
        element(
          'aside',
          { class: 'shell-aside', 'aria-label': 'Your visit' },
          slots['@mall/account'],
          slots['@mall/cart'],
          slots['@mall/legacy'],
        ),
      ),
    ),
    footer(),
  )
  return { root, slots, bagCount }
}

function slot(id: string, label: string): HTMLElement {
  return element('section', { class: `shell-slot shell-slot-${id}`, id, 'aria-label': label, 'aria-busy': 'true' })
}

function header(search: HTMLElement, bagCount: HTMLElement): HTMLElement {
  return element(
    'header',
    { class: 'shell-header' },
    element(
      'a',
      { class: 'shell-brand', href: '#', 'aria-label': 'The Mall, home' },
      'the mall',
      element('i', {}, '.'),
    ),
    element(
      'nav',
      { class: 'shell-nav', 'aria-label': 'Sections' },
      element('a', { href: '#catalog' }, 'Shop'),
      element('a', { href: '#reviews' }, 'Reviews'),
      element('a', { href: '#stores' }, 'Stores'),
    ),
    search,
    element('a', { class: 'shell-bag', href: '#bag' }, 'Bag', bagCount),
  )
}

function footer(): HTMLElement {
  const panel = element('button', { type: 'button', class: 'shell-panel-button' }, 'Open the overrides panel')
  panel.addEventListener('click', () => window.importMapOverrides?.enableUI())
  return element(
    'footer',
    { class: 'shell-footer' },
    element('p', {}, 'Nothing here is for sale. Eight front ends, five framework versions, one import map.'),
    panel,
  )
}
