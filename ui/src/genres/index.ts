// What other features may use of genres: how far learning is, the question, and the parts of other screens that are about them.

export { default as ArtistGenres } from "./ArtistGenres.svelte";
export { default as FamilyLinks } from "./FamilyLinks.svelte";
export { default as GenreQuestion } from "./GenreQuestion.svelte";
export { default as GenreSettings } from "./GenreSettings.svelte";
export { default as LearningLine } from "./LearningLine.svelte";
export { default as LearningSection } from "./LearningSection.svelte";
export { learningState } from "./state.svelte";
export { default as WhyNoGenres } from "./WhyNoGenres.svelte";
