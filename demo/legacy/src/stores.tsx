import dayjs from 'dayjs'
import { Component } from 'react'
import { describeNow, isOpen, type Store, stores, week } from './hours.ts'
import './stores.css'

interface State {
  readonly unfolded: string | undefined
}

/** Written when components were classes, and still doing its job. */
export class Stores extends Component<Record<string, never>, State> {
  override state: State = { unfolded: undefined }

  toggle(store: Store): void {
    this.setState(({ unfolded }) => ({ unfolded: unfolded === store.name ? undefined : store.name }))
  }

  override render() {
    return (
      <div className="legacy">
        <h2 className="legacy-title">Our stores</h2>
        <ul>{stores.map(store => this.renderStore(store))}</ul>
      </div>
    )
  }

  renderStore(store: Store) {
    const now = dayjs()
    const isUnfolded = this.state.unfolded === store.name
    return (
      <li key={store.name} className="legacy-store">
        <button type="button" className="legacy-fold" aria-expanded={isUnfolded} onClick={() => this.toggle(store)}>
          <span className="legacy-name">
            {store.name}
            <small>{store.address}</small>
          </span>
          <span className={isOpen(store, now) ? 'legacy-now legacy-now-open' : 'legacy-now'}>
            {describeNow(store, now)}
          </span>
        </button>
        {isUnfolded && (
          <dl className="legacy-week">
            {week(store).map(([day, hours]) => (
              <div key={day} className={day === now.format('dddd') ? 'legacy-today' : undefined}>
                <dt>{day}</dt>
                <dd>{hours}</dd>
              </div>
            ))}
          </dl>
        )}
      </li>
    )
  }
}
