import { computed, defineComponent, ref } from 'vue'
import { firstReviews, type Review } from './review.ts'
import { ReviewForm } from './review-form.tsx'
import './reviews.css'
import { Stars } from './stars.tsx'

export const ReviewList = defineComponent({
  name: 'ReviewList',
  setup() {
    const reviews = ref<readonly Review[]>(firstReviews)
    const average = computed(() => reviews.value.reduce((sum, { stars }) => sum + stars, 0) / reviews.value.length)
    const add = (review: Review) => {
      reviews.value = [review, ...reviews.value]
    }

    return () => (
      <div class="reviews">
        <header class="reviews-head">
          <h2 class="reviews-title">From other people’s homes</h2>
          <p class="reviews-average">
            <Stars stars={Math.round(average.value)} /> {average.value.toFixed(1)} from {reviews.value.length} reviews
          </p>
        </header>
        <ul class="reviews-list">
          {reviews.value.map(review => (
            <li class="reviews-item" key={review.author + review.text}>
              <Stars stars={review.stars} />
              <blockquote class="reviews-text">{review.text}</blockquote>
              <p class="reviews-author">{review.author}</p>
            </li>
          ))}
        </ul>
        <ReviewForm onReview={add} />
      </div>
    )
  },
})
