//! Exports damaged at random, the same cases in each run. `examples/fuzz.rs` tries others, for as long as you like.

use crate::mutation;

#[test]
fn whatever_the_damage_every_row_and_file_is_accounted_for() {
    for case in 0..150 {
        assert_eq!(mutation::run(case), Ok(()), "case {case}");
    }
}
