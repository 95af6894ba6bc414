import { getState, subscribe } from '@mall/cart/store'
import dayjs from 'dayjs'
import relativeTime from 'dayjs/plugin/relativeTime'
import { useState, useSyncExternalStore } from 'react'
import './account.css'
import { deliveryDay, type Speed } from './delivery-day.ts'

dayjs.extend(relativeTime)

const customer = { name: 'Maya', memberSince: dayjs('2021-03-14') }

export function Account() {
  const { lines } = useSyncExternalStore(subscribe, getState)
  const [speed, setSpeed] = useState<Speed>('standard')
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  const day = deliveryDay(dayjs(), speed).format('dddd, D MMMM')

  return (
    <div className="account">
      <div className="account-head">
        <span className="account-face" aria-hidden="true">
          {customer.name.slice(0, 1)}
        </span>
        <div>
          <h2 className="account-greeting">
            {greeting(dayjs().hour())}, {customer.name}
          </h2>
          <p className="account-since">
            With us since {customer.memberSince.format('MMMM YYYY')}, that’s {customer.memberSince.fromNow(true)}
          </p>
        </div>
      </div>
      <p className="account-delivery">
        {count === 0
          ? 'Order today, and it is with you on '
          : count === 1
            ? 'One thing, with you on '
            : `${count} things, with you on `}
        <strong>{day}</strong>.
      </p>
      <label className="account-express">
        <input
          type="checkbox"
          checked={speed === 'express'}
          onChange={event => setSpeed(event.target.checked ? 'express' : 'standard')}
        />
        Express delivery
      </label>
    </div>
  )
}

function greeting(hour: number): string {
  if (hour < 5) return 'Still up'
  if (hour < 12) return 'Good morning'
  if (hour < 18) return 'Good afternoon'
  return 'Good evening'
}
