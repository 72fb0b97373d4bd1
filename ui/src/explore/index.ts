// What other features may use of Explore: the parts of a filter in words.

export { chipsOf } from "./filter/chips";
