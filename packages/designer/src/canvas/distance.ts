import { createContext, useContext } from 'react'

/**
 * How far away the chart is looked at from. Near, everything of a card is there; from afar its sign and its name; further away, where no
 * name could be read, its colour alone. What cannot be seen is not drawn at all: cards from afar have a tenth of the elements.
 */
export type Distance = 'near' | 'far' | 'furthest'

const farZoom = 0.42
const furthestZoom = 0.2

export const distanceAt = (zoom: number): Distance => (zoom < furthestZoom ? 'furthest' : zoom < farZoom ? 'far' : 'near')

export const DistanceContext = createContext<Distance>('near')

/** Whether cards and lines show no more than can be seen from afar. */
export const useIsFar = (): boolean => useContext(DistanceContext) !== 'near'
