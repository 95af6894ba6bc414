import type { FunctionalComponent } from 'vue'

/** Five stars, so many of them full. */
export const Stars: FunctionalComponent<{ readonly stars: number }> = ({ stars }) => (
  <span class="reviews-stars" role="img" aria-label={`${stars} of 5 stars`}>
    {'★'.repeat(stars)}
    <span class="reviews-stars-empty">{'★'.repeat(5 - stars)}</span>
  </span>
)

Stars.props = ['stars']
