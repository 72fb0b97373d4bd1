// What other features may use of Explore, apart from its state: the parts of a filter in words.

export { chipsOf } from "./filter/chips";
