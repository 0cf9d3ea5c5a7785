import { Component, type ReactNode } from 'react';
import { Broken } from './Broken';

interface Props {
  children: ReactNode;
  /** What the content depends on: when it changes, the content is tried again. */
  place?: string;
}

/** Where content that fails is replaced by words about it, so that the rest of the page goes on. */
export class Boundary extends Component<Props, { failure?: unknown; place?: string }> {
  override state: { failure?: unknown; place?: string } = {};

  static getDerivedStateFromError(failure: unknown) {
    return { failure: failure ?? new Error() };
  }

  static getDerivedStateFromProps(props: Props, state: { place?: string }) {
    return props.place === state.place ? null : { failure: undefined, place: props.place };
  }

  override render() {
    return this.state.failure === undefined ? this.props.children : <Broken failure={this.state.failure} />;
  }
}
