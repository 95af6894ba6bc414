import { defineComponent, ref } from 'vue'
import type { Review } from './review.ts'

/** Emits `review` with what the visitor wrote. */
export const ReviewForm = defineComponent({
  name: 'ReviewForm',
  emits: { review: (_: Review) => true },
  setup(_, { emit }) {
    const stars = ref(5)
    const text = ref('')
    const submit = (event: Event) => {
      event.preventDefault()
      emit('review', { author: 'You', stars: stars.value, text: text.value.trim() })
      text.value = ''
      stars.value = 5
    }

    return () => (
      <form class="reviews-form" onSubmit={submit}>
        <fieldset class="reviews-choice">
          <legend>Your stars</legend>
          {[1, 2, 3, 4, 5].map(count => (
            <label key={count} class={count <= stars.value ? 'reviews-star reviews-star-full' : 'reviews-star'}>
              <input
                type="radio"
                name="reviews-stars"
                value={count}
                checked={count === stars.value}
                aria-label={count === 1 ? '1 star' : `${count} stars`}
                onChange={() => {
                  stars.value = count
                }}
              />
              ★
            </label>
          ))}
        </fieldset>
        <input
          class="reviews-input"
          aria-label="Your review"
          placeholder="What is it like to live with it?"
          required
          value={text.value}
          onInput={(event: Event) => {
            text.value = (event.target as HTMLInputElement).value
          }}
        />
        <button type="submit" class="reviews-submit">
          Add review
        </button>
      </form>
    )
  },
})
